import type { MeasuredRecord } from '../../results/record';
import type { ComparedBy } from '../adjust-tests';
import type { Reading } from '../reading';

/** A figure that one run of a workload comes to, by which two runs are compared. */
export interface RunFigure<R extends MeasuredRecord = MeasuredRecord> {
  /** Unique within its workload. */
  readonly name: string;
  /** In a few words, without its unit. */
  readonly title: string;
  /** Absent: a share. */
  readonly unit?: string;
  readonly better: 'more' | 'less';
  readonly by: ComparedBy;
  /** From the record of one run alone. */
  readonly of: (record: R) => Reading;
  /** Of a share of requests: how many there were, which its interval is made of. */
  readonly counts?: (record: R) => RequestCounts;
}

export interface RequestCounts {
  readonly requests: number;
  readonly failed: number;
}

/** A rate, of which more is better. */
export const rate = <R extends MeasuredRecord>(
  name: string,
  [title, unit]: readonly [title: string, unit: string],
  of: (record: R) => number | Reading,
): RunFigure<R> => ({ name, title, unit, better: 'more', by: 'ratio', of: (record) => reading(of(record)) });

/** A time or a size, of which less is better. */
export const cost = <R extends MeasuredRecord>(
  name: string,
  [title, unit]: readonly [title: string, unit: string],
  of: (record: R) => number | Reading,
): RunFigure<R> => ({ name, title, unit, better: 'less', by: 'ratio', of: (record) => reading(of(record)) });

/** A share, compared by its difference. */
export const share = <R extends MeasuredRecord>(
  name: string,
  [title, better]: readonly [title: string, better: RunFigure['better']],
  of: (record: R) => number | Reading,
): RunFigure<R> => ({ name, title, better, by: 'difference', of: (record) => reading(of(record)) });

/** The share of requests that failed. */
export const failures = <R extends MeasuredRecord>(counts: (record: R) => RequestCounts): RunFigure<R> => ({
  ...share<R>('failed_share', ['failed requests', 'less'], (record) => {
    const { requests, failed } = counts(record);
    return requests > 0 ? failed / requests : { why: 'no request was due' };
  }),
  counts,
});

const reading = (found: number | Reading): Reading => (typeof found === 'number' ? { value: found } : found);
