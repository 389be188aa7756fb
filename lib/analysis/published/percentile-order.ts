import type { PublishedRow } from '../../results/published/published-row';
import { fail, pass, rule, warn, type Rule } from './rule';
import { exactly, said, wordFor } from './stated';

const percentiles = ['p50Ms', 'p95Ms', 'p99Ms'] as const;
/** At least this share of the requests took the percentile or longer. */
const shareBeyond = { p50Ms: 0.5, p95Ms: 0.05, p99Ms: 0.01 } as const;
/** Interpolated percentiles and rounding. */
const slack = 0.05;

/** Percentiles and mean of one set of requests bound each other. */
export const percentileOrder: Rule = rule({
  check: 'percentile-order',
  asks: 'Do mean and percentiles of the latency fit each other?',
  premises:
    'They are of the same requests. p50 ≤ p95 ≤ p99 by definition; the mean is at least 1 % of the p99 (5 % of the p95, half the ' +
    'median), and above the p99 only where the slowest 1 % are far slower.',
  falseAlarms:
    'Rounding keeps the order of percentiles. The other bounds hold for any latencies; 5 % are left for rounding.',
  row(row) {
    const known = percentiles.filter((name) => (row[name] ?? 0) > 0);
    const mean = (row.meanMs ?? 0) > 0 ? row.meanMs : undefined;
    if (known.length + (mean === undefined ? 0 : 1) < 2) return 'not stated: two of mean, median, p95 and p99';
    const numbers = Object.fromEntries([
      ...known.map((name) => [name, row[name] as number]),
      ...(mean === undefined ? [] : [['meanMs', mean]]),
    ]) as { [name: string]: number };
    const wrong = known.flatMap((low, i) =>
      known
        .slice(i + 1)
        .flatMap((high) => ((row[low] as number) > (row[high] as number) ? [ordered(row, low, high)] : [])),
    );
    if (wrong.length > 0) return fail(numbers, wrong.join('; '));
    if (mean === undefined) return pass(numbers, 'the percentiles rise');
    const tooFew = known.find((name) => mean < (1 - slack) * shareBeyond[name] * (row[name] as number));
    if (tooFew) {
      return fail(
        numbers,
        `a mean of ${exactly(mean)} ms is too small for a ${wordFor(tooFew)} of ${exactly(row[tooFew] as number)} ms`,
      );
    }
    const p99 = known.includes('p99Ms') ? (row.p99Ms as number) : undefined;
    if (p99 !== undefined && mean > p99 * (1 + slack)) {
      const slowestMs = (mean - 0.99 * p99) / 0.01;
      return warn(
        { ...numbers, slowestMs },
        `the mean, ${exactly(mean)} ms, is above the p99, ${exactly(p99)} ms: cannot be right unless the slowest 1 % took ${said(slowestMs)} ms on average`,
      );
    }
    return pass(numbers, 'mean and percentiles fit each other');
  },
});

const ordered = (row: PublishedRow, low: (typeof percentiles)[number], high: (typeof percentiles)[number]): string =>
  `its ${wordFor(low)}, ${exactly(row[low] as number)} ms, is above its ${wordFor(high)}, ${exactly(row[high] as number)} ms`;
