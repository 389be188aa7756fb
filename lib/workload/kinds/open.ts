import { encodeHistogram, newHistogram, recordLatency } from '../../measure/histogram';
import { arrivalTimes } from '../arrivals';
import { windowLength } from '../checks';
import { firstQuery, measureSearches } from '../measure-searches';
import { openLoad } from '../open-load';
import { openLoop } from '../open-loop';
import { streamSeed } from '../stream-seed';
import type { WorkloadKind } from './workload-kind';

/** Requests under way at once beyond which a window counts what it could not send: sockets and memory are finite. */
const mostInFlight = 1024;
const graceMs = 5000;

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
    const { arrivals, rate, durationMs } = cell.workload;
    const due = arrivalTimes(arrivals, rate, durationMs, streamSeed(cell.seed, cell.repetition));
    const first = firstQuery(cell, due.length, context.prepared);
    const { facts, scores, windowMs, seen } = await measureSearches(cell, context, {
      first,
      clients: 1,
      window(asking) {
        const { maxInFlight = Infinity } = context.pool.connected(cell.engine).capabilities;
        return openLoop({ ...asking, due, first, mostInFlight: Math.min(mostInFlight, maxInFlight), graceMs });
      },
    });
    const { failed, latencies, services, slips } = seen;
    const answered = (_: number, request: number): boolean => !failed[request];
    return {
      ...facts,
      measured: 'open',
      histograms: {
        ...scores.histograms,
        response: histogramOf(latencies.filter(answered)),
        service: histogramOf(services.filter(answered)),
        slip: histogramOf(slips),
      },
      load: openLoad(due, seen, durationMs),
      findings: [windowLength({ measureMs: windowMs, requests: due.length }), ...facts.findings],
    };
  },
};

function histogramOf(nanoseconds: Float64Array): string {
  const histogram = newHistogram();
  for (const ns of nanoseconds) recordLatency(histogram, ns);
  return encodeHistogram(histogram);
}
