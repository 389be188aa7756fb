import { encodeHistogram, type Histogram, newHistogram, recordLatency } from '../../measure/histogram';
import type { Finding } from '../../results/record';
import type { OpenLoopAnswers } from '../loops/open-loop';
import { slips } from '../checks/open-loop-checks';

/** Latencies of an open loop: of the answered requests from when they were due and from their sending, and of all what lay between. */
export interface OpenHistograms {
  readonly response: Histogram;
  readonly service: Histogram;
  readonly slip: Histogram;
}

export function openHistograms({
  latencies,
  services,
  slips: late,
  failed,
}: Pick<OpenLoopAnswers, 'latencies' | 'services' | 'slips' | 'failed'>): OpenHistograms {
  const answered = (_: number, request: number): boolean => !failed[request];
  return {
    response: histogramOf(latencies.filter(answered)),
    service: histogramOf(services.filter(answered)),
    slip: histogramOf(late),
  };
}

/** As a record keeps them. */
export const encoded = ({ response, service, slip }: OpenHistograms) => ({
  response: encodeHistogram(response),
  service: encodeHistogram(service),
  slip: encodeHistogram(slip),
});

/**
 * Whether the client itself sent late, held against the time of every request that was sent: where failed ones were left out, a
 * window in which all failed had no time to hold it against.
 */
export function lateness(
  { slip }: OpenHistograms,
  { latencies, services, failed }: Pick<OpenLoopAnswers, 'latencies' | 'services' | 'failed'>,
): Finding {
  // What was not sent took the engine no time, and has no response.
  const sent = (request: number): boolean => !failed[request] || (services[request] as number) > 0;
  const response = histogramOf(latencies.filter((_, request) => sent(request)));
  const p99 = (histogram: Histogram): number => histogram.getValueAtPercentile(99) / 1e6;
  return slips({
    meanSlipMs: slip.mean / 1e6,
    p99SlipMs: p99(slip),
    meanResponseMs: response.mean / 1e6,
    p99ResponseMs: p99(response),
  });
}

function histogramOf(nanoseconds: Float64Array): Histogram {
  const histogram = newHistogram();
  for (const ns of nanoseconds) recordLatency(histogram, ns);
  return histogram;
}
