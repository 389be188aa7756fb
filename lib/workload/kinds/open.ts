import { arrivalTimes } from '../loops/arrivals';
import { windowLength } from '../checks/checks';
import { firstQuery, measureSearches } from '../window/measure-searches';
import { threadsFor } from '../load/client-threads';
import { encoded, lateness, openHistograms } from '../load/open-histograms';
import { openLoad } from '../window/open-load';
import { offeredRate, openLittlesLaw } from '../checks/open-loop-checks';
import { streamSeed } from '../loops/stream-seed';
import type { WorkloadKind } from './workload-kind';

/** Requests under way at once beyond which a window counts what it could not send: sockets and memory are finite. */
const mostInFlight = 1024;
const graceMs = 5000;
/** Requests a second that one thread of clients sends without being late. */
const ratePerThread = 1000;

/** Requests at moments fixed beforehand: the latency that a user sees at a given rate. */
export const open: WorkloadKind<'open'> = {
  searches: true,

  of: ({ arrivals, rates, seconds }, { k, warmup }) =>
    k.flatMap((oneK) =>
      rates.map((rate) => ({
        type: 'open',
        loop: 'open',
        arrivals,
        rate,
        durationMs: Math.round(seconds * 1000),
        k: oneK,
        warmup,
      })),
    ),

  describe: ({ k, rate, arrivals }) => `k ${k}, open loop of ${rate}/s (${arrivals})`,

  async measure(cell, context) {
    const { arrivals, rate, durationMs, k } = cell.workload;
    const due = arrivalTimes(arrivals, rate, durationMs, streamSeed(cell.seed, cell.repetition));
    const first = firstQuery(cell, due.length, context.prepared);
    const { facts, scores, windowMs, seen } = await measureSearches(cell, context, {
      first,
      clients: 1,
      threads: threadsFor(Math.ceil(rate / ratePerThread)),
      mostInFlight,
      window: (asked, asking) => asked.open({ due, k, first, mostInFlight: asking.mostInFlight, graceMs }),
    });
    const histograms = openHistograms(seen);
    const load = { ...facts.load, ...openLoad(due, seen, durationMs) };
    const meanResponseMs = scores.meanLatencyMs;
    return {
      ...facts,
      measured: 'open',
      histograms: {
        ...scores.histograms,
        ...encoded(histograms),
      },
      load,
      findings: [
        openLittlesLaw({
          requests: due.length,
          windowMs,
          meanResponseMs,
          meanInFlight: load.inFlight.mean,
          samples: load.inFlight.samples,
        }),
        lateness(histograms, meanResponseMs),
        offeredRate({ arrivals, rate, windowMs: durationMs, made: due.length }),
        windowLength({ measureMs: windowMs, requests: due.length }),
        // Waiting for the next moment keeps the client's event loop busy without being work: `slips` says what it was late.
        ...facts.findings.filter(({ check }) => check !== 'client-load'),
      ],
    };
  },
};
