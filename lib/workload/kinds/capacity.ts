import type { CapacityRecord } from '../../results/record';
import { arrivalTimes } from '../loops/arrivals';
import type { LoopAnswers } from '../loops/closed-loop';
import { breakingPoint, nextRate, type RateSearch } from '../load/breaking-point';
import { ceilingFinding } from '../load/client-ceiling';
import { graceMs, mostInFlight, mostWindows } from '../load/open-bounds';
import { rateSearch, windowMs } from '../load/rate-search';
import { answeredRate } from '../load/answered-rate';
import { threadsFor } from '../load/client-threads';
import type { LoadClients } from '../load/load-clients';
import { joinAnswers } from '../load/merge-answers';
import { rateWindow } from '../load/rate-window';
import { windowLimits } from '../load/judge-window';
import { likelyInFlight } from '../load/warm-up';
import { type Asking, measureSearches } from '../window/measure-searches';
import { scoreWindow } from '../score/score-window';
import { streamSeed } from '../loops/stream-seed';
import type { WorkloadKind } from './workload-kind';

/** Clients of the closed loop that the search takes its first rate from: half of what they reach. */
const scouts = 8;
const scoutMs = 1000;
/** Checks of a single window: of a search that must break the engine they would say nothing. */
const ofOneWindow = new Set(['client-load', 'errors', 'answers', 'client-ceiling']);

/** The highest rate that an engine holds, found by open loops at one rate after another. */
export const capacity: WorkloadKind<'capacity'> = {
  searches: true,

  of: ({ arrivals, seconds, precision, p99Ms }, { k, warmup }) =>
    k.map((oneK) => ({
      type: 'capacity',
      loop: 'open',
      arrivals,
      durationMs: Math.round(seconds * 1000),
      precision,
      ...(p99Ms !== undefined && { p99Ms }),
      k: oneK,
      warmup,
    })),

  describe: ({ k, p99Ms }) => `k ${k}, highest rate held${p99Ms === undefined ? '' : ` with p99 within ${p99Ms} ms`}`,

  async measure(cell, context) {
    const { arrivals, k } = cell.workload;
    const { prepared } = context;
    const windows: CapacityRecord['windows'] = [];
    let scouted = NaN;
    const search = (): RateSearch => rateSearch(cell.workload, scouted);
    const window = async (load: LoadClients, asking: Asking): Promise<{ seen: LoopAnswers }> => {
      const { seen: scout } = await load.closed({ clients: scouts, requests: scouts, minMs: scoutMs, k, first: 0 });
      scouted = answeredRate(scout);
      const parts: LoopAnswers[] = [];
      let connected = scouts;
      for (
        let rate = nextRate(windows, search());
        rate !== undefined && windows.length < mostWindows;
        rate = nextRate(windows, search())
      ) {
        const seed = streamSeed(cell.seed, cell.repetition * mostWindows + windows.length);
        const durationMs = windowMs(cell.workload, rate);
        const due = arrivalTimes(arrivals, rate, durationMs, seed);
        const first = requestsOf(parts) % prepared.queries.length;
        const meanMs = (1000 * scouts) / scouted;
        const clients = likelyInFlight({ rate, meanMs }, { least: connected, limit: asking.mostInFlight });
        // What a rate's first requests would else take to connect is no fault of the engine.
        if (clients > connected) await load.warm({ clients, requests: clients, minMs: 0, k, first });
        connected = clients;
        const { seen } = await load.open({ due, k, first, mostInFlight: asking.mostInFlight, graceMs });
        windows.push(rateWindow(rate, due, seen, scoreWindow(seen, k, prepared, prepared), durationMs));
        parts.push(seen);
      }
      return { seen: joinAnswers(parts, k) };
    };
    const { facts } = await measureSearches(cell, context, {
      first: 0,
      clients: 1,
      threads: threadsFor(scouts),
      mostInFlight,
      window,
    });
    const { answers, ...rest } = facts;
    const { held } = breakingPoint(windows, search());
    return {
      ...rest,
      measured: 'capacity',
      k: answers.k,
      scout: { clients: scouts, rate: scouted },
      few: windowLimits.few,
      windows,
      findings: [
        ...(held === undefined ? [] : ceilingFinding(held, facts.load ?? {})),
        ...facts.findings.filter(({ check }) => !ofOneWindow.has(check)),
      ],
    };
  },
};

const requestsOf = (parts: readonly LoopAnswers[]): number =>
  parts.reduce((sum, { numbers }) => sum + numbers.length, 0);
