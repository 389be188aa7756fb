import type { Cell, EnduranceWorkload, OpenWorkload } from '../../results/cell';
import type { OpenLoad, SearchFacts } from '../../results/record';
import { windowLength } from '../checks/checks';
import { offeredRate, openLittlesLaw, openWarmUp } from '../checks/open-loop-checks';
import { threadsFor } from '../load/client-threads';
import { graceMs, mostInFlight } from '../load/open-bounds';
import { lateness, type OpenHistograms, openHistograms } from '../load/open-histograms';
import { arrivalTimes } from '../loops/arrivals';
import type { OpenLoopAnswers } from '../loops/open-loop';
import { streamSeed } from '../loops/stream-seed';
import type { CellContext } from '../run/run-cell';
import type { WindowScores } from '../score/score-window';
import { firstQuery, measureSearches } from './measure-searches';
import { openLoad } from './open-load';

/** Requests a second that one thread of clients sends without being late. */
const ratePerThread = 1000;

export interface MeasuredOpen {
  /** With the checks of an open loop. */
  facts: SearchFacts & { load: OpenLoad };
  histograms: OpenHistograms;
  scores: WindowScores;
  seen: OpenLoopAnswers;
  /** When each request was due, nanoseconds from the start, ascending. */
  due: Float64Array;
}

/** An open loop of searches on the cell's index; `beside` is done while the requests are made, and ends with them. */
export async function measureOpen(
  cell: Cell<OpenWorkload | EnduranceWorkload>,
  context: CellContext,
  beside: <T>(asking: () => Promise<T>, signal?: AbortSignal) => Promise<T> = (asking) => asking(),
): Promise<MeasuredOpen> {
  const { arrivals, rate, durationMs, k, warmup } = cell.workload;
  const due = arrivalTimes(arrivals, rate, durationMs, streamSeed(cell.seed, cell.repetition));
  const first = firstQuery(cell, due.length, context.prepared);
  const { facts, scores, windowMs, seen, warmedAtOnce } = await measureSearches(cell, context, {
    first,
    clients: 1,
    rate,
    threads: threadsFor(Math.ceil(rate / ratePerThread)),
    mostInFlight,
    window: (asked, asking) =>
      beside(() => asked.open({ due, k, first, mostInFlight: asking.mostInFlight, graceMs }), asking.signal),
  });
  const histograms = openHistograms(seen);
  const load = { ...facts.load, ...openLoad(due, seen, durationMs) };
  const meanResponseMs = scores.meanLatencyMs;
  const findings = [
    openLittlesLaw({
      requests: due.length,
      windowMs,
      meanResponseMs,
      meanInFlight: load.inFlight.mean,
      samples: load.inFlight.samples,
    }),
    lateness(histograms, seen),
    offeredRate({ arrivals, rate, windowMs: durationMs, made: due.length }),
    windowLength({ measureMs: windowMs, requests: due.length }),
    openWarmUp({
      ...{ warmup, atOnce: warmedAtOnce, mostInFlight: seen.mostInFlight, requests: due.length },
      inProcess: context.pool.connected(cell.engine).how === 'in-process',
    }),
    // Waiting for the next moment keeps the client's event loop busy without being work: `slips` says what it was late.
    ...facts.findings.filter(({ check }) => check !== 'client-load'),
  ];
  return { facts: { ...facts, load, findings }, histograms, scores, seen, due };
}
