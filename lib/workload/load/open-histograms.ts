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

/** Whether the client itself sent late. */
export const lateness = ({ response, slip }: OpenHistograms, meanResponseMs: number): Finding =>
  slips({
    meanSlipMs: slip.mean / 1e6,
    p99SlipMs: slip.getValueAtPercentile(99) / 1e6,
    meanResponseMs,
    p99ResponseMs: response.getValueAtPercentile(99) / 1e6,
  });

function histogramOf(nanoseconds: Float64Array): Histogram {
  const histogram = newHistogram();
  for (const ns of nanoseconds) recordLatency(histogram, ns);
  return histogram;
}
