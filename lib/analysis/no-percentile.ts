import { errorShare } from './error-share';
import type { NoFigure } from './objectives';
import { carries } from './percentiles';
import type { RunValues } from './summary';

/** What a percentile that has no figure is judged by: the requests, and how many of each run failed. */
export interface CountedRuns {
  readonly samples: number;
  readonly failed: number;
  readonly runs: readonly Pick<RunValues, 'requests' | 'failed' | 'build'>[];
}

/**
 * What can be said of a percentile at `share` (0.99 for p99) that has no figure. Too few requests do not carry it. Else it falls
 * among the failed requests, which have no end, and no limit is kept: shown where the whole interval of the {@link errorShare} is
 * above 1 − share, and not where runs leave it open on which side of that it lies.
 */
export function noPercentile({ samples, failed, runs }: CountedRuns, name: string, share: number): NoFigure {
  if (!carries(samples, share))
    return { state: 'not measured', why: `${samples} requests are too few to carry a ${name}` };
  const { low, high, method, n } = errorShare(runs);
  const among = `the ${name} falls among the failed requests, ${failed} of ${samples}`;
  const allowed = percents(1 - share);
  if (method === 'none') return { state: 'not shown', why: `${among}; ${n} runs leave no interval of their share` };
  const interval = `the interval of their share from ${percents(low)} to ${percents(high)}`;
  if (low > 1 - share)
    return { state: 'missed', why: `${among}: ${interval} is above the ${allowed} beyond a ${name}` };
  return { state: 'not shown', why: `${among}, in these runs: ${interval} holds the ${allowed} beyond a ${name}` };
}

/** As short as a reader can use; 1 − 0.999 is not 0.001 to the last digit. */
const percents = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;
