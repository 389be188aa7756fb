import type { Estimate } from './estimate';
import type { Groups } from './groups';
import { jackknife } from './jackknife';
import { mixtureMean, mixturePercentile, type RunLatencies } from './run-latencies';

/** Requests that must lie beyond a percentile before it is shown: with fewer it is little more than the maximum. */
export const samplesBeyond = 10;

/** True when `samples` requests carry the percentile at `share` (0.99 for p99): at least 10 lie beyond it. */
export const carries = (samples: number, share: number): boolean =>
  samples * (1 - share) >= samplesBeyond - 1e-9 * samples;

/** Share of the requests that each percentile speaks of. */
export const shares = { p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99, p999: 0.999, p9999: 0.9999 } as const;

/** Milliseconds; a percentile is absent where too few requests carry it or where it falls among the failed ones. */
export interface Latency {
  /** Over the answered requests. */
  readonly mean?: Estimate;
  readonly p50?: Estimate;
  readonly p75?: Estimate;
  readonly p90?: Estimate;
  readonly p95?: Estimate;
  readonly p99?: Estimate;
  readonly p999?: Estimate;
  readonly p9999?: Estimate;
}

/** One point of the percentile curve: the share of requests that were answered within `ms`. */
export interface CurvePoint {
  readonly share: number;
  readonly ms: Estimate;
}

const once = ({ answered }: RunLatencies): number[] => answered.map(() => 1);

/** Answered and failed requests where run i counts `counts[i]` times. */
const samplesOf = ({ answered, failed }: RunLatencies, counts: readonly number[]): number =>
  counts.reduce((sum, count, i) => sum + count * ((answered[i] ?? 0) + (failed[i] ?? 0)), 0);

/**
 * Of all runs together, or where run i counts `counts[i]` times, milliseconds: Infinity where it is that of a failed request,
 * undefined where too few requests carry it.
 */
export const percentileOf = (
  runs: RunLatencies,
  share: number,
  counts: readonly number[] = once(runs),
): number | undefined => (carries(samplesOf(runs, counts), share) ? mixturePercentile(runs, counts, share) : undefined);

/** Of the run at `run` alone, as {@link percentileOf}. */
export const percentileOfRun = (runs: RunLatencies, run: number, share: number): number | undefined =>
  percentileOf(
    runs,
    share,
    runs.answered.map((_, i) => Number(i === run)),
  );

function percentile(runs: RunLatencies, share: number, groups: Groups): Estimate | undefined {
  if (!carries(samplesOf(runs, once(runs)), share)) return undefined;
  const estimate = jackknife(groups, (counts) => mixturePercentile(runs, counts, share));
  return Number.isFinite(estimate.value) ? estimate : undefined;
}

/** Mean and percentiles of the merged histograms; intervals by leaving out runs and merging the rest. */
export function latencyOf(runs: RunLatencies, groups: Groups): Latency {
  const mean = jackknife(groups, (counts) => mixtureMean(runs, counts));
  const found = Object.entries(shares).flatMap(([name, share]) => {
    const estimate = percentile(runs, share, groups);
    return estimate ? [[name, estimate] as const] : [];
  });
  return { ...(Number.isNaN(mean.value) ? {} : { mean }), ...Object.fromEntries(found) };
}

/** Steps of the curve where the share beyond falls to a tenth. */
const stepsPerDecade = 12;

/** The percentile curve from the median as far as the samples carry, evenly spaced in log(1 / (1 − share)). */
export function latencyCurve(runs: RunLatencies, groups: Groups): CurvePoint[] {
  const last = Math.log10(samplesOf(runs, once(runs)) / samplesBeyond);
  const first = Math.log10(2);
  const steps = Math.ceil((last - first) * stepsPerDecade);
  const points: CurvePoint[] = [];
  for (let step = 0; step <= steps; step++) {
    const share = 1 - 10 ** -(first + ((last - first) * step) / Math.max(1, steps));
    const ms = percentile(runs, share, groups);
    if (ms) points.push({ share, ms });
  }
  return points;
}
