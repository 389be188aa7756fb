import { describe, expect, it } from 'vitest';
import { inFlightLimit } from 'vexlab/dist/analysis/published/in-flight-limit';
import { littlesLaw } from 'vexlab/dist/analysis/published/littles-law';
import { loadTime } from 'vexlab/dist/analysis/published/load-time';
import { ndcgLimits } from 'vexlab/dist/analysis/published/ndcg-limits';
import { percentileOrder } from 'vexlab/dist/analysis/published/percentile-order';
import { ranges } from 'vexlab/dist/analysis/published/ranges';
import { recallOne } from 'vexlab/dist/analysis/published/recall-one';
import { repeatedDigits } from 'vexlab/dist/analysis/published/repeated-digits';
import { rowCount } from 'vexlab/dist/analysis/published/row-count';
import type { Rule } from 'vexlab/dist/analysis/published/rule';
import { serialFloor } from 'vexlab/dist/analysis/published/serial-floor';
import { zeros } from 'vexlab/dist/analysis/published/zeros';
import type { PublishedRow } from 'vexlab/dist/results/published/published-row';
import { judge, published } from './judge';

type Figures = Partial<PublishedRow>;
type Case = readonly [figures: Figures, verdict: string, words: string];

const same = { latencyOf: 'same' } as const;
const hnsw = { rows: 1_000_000, filter: 'none', rate: 10, params: { index: 'HNSW' } };

const cases: readonly (readonly [Rule, readonly Case[]])[] = [
  [
    littlesLaw,
    [
      [
        { ...same, rate: 1226, meanMs: 3.12, clients: 100 },
        'fail',
        '1,226 requests/s × 3.12 ms are 3.83 in flight; the label says 100: its clients stood still for 96.2 %',
      ],
      [{ ...same, rate: 1000, meanMs: 4, clients: 4 }, 'pass', 'are 4 in flight; the label says 4'],
      [
        { ...same, rate: 1000, meanMs: 3.4, clients: 4 },
        'warn',
        'cannot be right unless starting and stopping are in the rate',
      ],
      [{ ...same, rate: 1000, meanMs: 4.3, clients: 4 }, 'fail', 'that many clients cannot have more in flight'],
      [{ rate: 1000, meanMs: 4, clients: 4 }, 'not judged', 'not said to be of the requests that made the rate'],
      [{ latencyOf: 'serial', rate: 1000, meanMs: 4, clients: 4 }, 'not judged', 'not said to be of the requests'],
      [{ ...same, rate: 10940, meanMs: 1.44 }, 'not judged', 'not stated: number of clients'],
      [{ ...same, rate: 0, meanMs: 4, clients: 4 }, 'not judged', 'not above 0: rate'],
      [
        { ...same, rate: 1226, meanMs: 3.12, clients: 100, state: 'failed' },
        'not judged',
        'its publisher says that the run failed',
      ],
    ],
  ],
  [
    inFlightLimit,
    [
      [{ ...same, rate: 963, p99Ms: 107, clients: 100 }, 'pass', 'about 103 in flight at most; the label says 100'],
      [{ ...same, rate: 244, p99Ms: 4.67, clients: 1 }, 'pass', 'about 1.14 in flight at most'],
      // 10 clients at 100/s have a mean of 100 ms; 0.99 × 20 + 0.01 × 8,020 ms make it.
      [{ ...same, rate: 100, p99Ms: 20, clients: 10 }, 'warn', 'unless the slowest 1 % took 8,020 ms on average'],
      [{ latencyOf: 'serial', rate: 100, p99Ms: 20, clients: 10 }, 'not judged', 'not said to be of the requests'],
      [{ ...same, rate: 100, clients: 10 }, 'not judged', 'not stated: p99'],
    ],
  ],
  [
    serialFloor,
    [
      [{ latencyOf: 'serial', rate: 100, p99Ms: 10 }, 'pass', 'one client with requests of 10 ms reaches 100/s'],
      [{ latencyOf: 'serial', rate: 76, p99Ms: 10 }, 'pass', 'the best rate is 76/s'],
      [
        { latencyOf: 'serial', rate: 50, p99Ms: 10 },
        'warn',
        'cannot be right unless a few very slow requests decide the mean',
      ],
      [{ ...same, rate: 50, p99Ms: 10 }, 'not judged', 'not of a pass with one client'],
    ],
  ],
  [
    percentileOrder,
    [
      [{ p95Ms: 9, p99Ms: 12 }, 'pass', 'the percentiles rise'],
      [{ p95Ms: 12, p99Ms: 12 }, 'pass', 'the percentiles rise'],
      [{ p95Ms: 12.1, p99Ms: 12 }, 'fail', 'its p95, 12.1 ms, is above its p99, 12 ms'],
      [{ p50Ms: 13, p99Ms: 12 }, 'fail', 'its median latency, 13 ms, is above its p99, 12 ms'],
      [{ meanMs: 1.44, p99Ms: 3.13 }, 'pass', 'mean and percentiles fit each other'],
      // 1 % of the requests took 500 ms or longer: they alone make a mean of 5 ms.
      [{ meanMs: 4, p99Ms: 500 }, 'fail', 'a mean of 4 ms is too small for a p99 of 500 ms'],
      [{ meanMs: 1, p50Ms: 3 }, 'fail', 'a mean of 1 ms is too small for a median latency of 3 ms'],
      [{ meanMs: 5, p99Ms: 500 }, 'pass', 'mean and percentiles fit each other'],
      [{ meanMs: 20, p99Ms: 10 }, 'warn', 'unless the slowest 1 % took 1,010 ms on average'],
      [{ p99Ms: 12 }, 'not judged', 'two of mean, median, p95 and p99'],
      [{ p95Ms: 0, p99Ms: 12 }, 'not judged', 'two of mean, median, p95 and p99'],
    ],
  ],
  [
    ranges,
    [
      [{ recall: 1, rate: 0, p99Ms: 0, k: 10, rows: 10 }, 'pass', 'every figure lies in its range'],
      [{ recall: 98.35 }, 'fail', 'out of range: recall 98.35'],
      [{ ndcg: -0.1, rate: -1 }, 'fail', 'out of range: NDCG -0.1, rate -1'],
      [{ recall: 0.5, clients: 0 }, 'fail', 'out of range: number of clients 0'],
      [{ recall: 0.5, k: 11, rows: 10 }, 'fail', 'out of range: k 11'],
      [{ k: 10 }, 'not judged', 'no figure is stated'],
    ],
  ],
  [
    zeros,
    [
      [{ rate: 10, recall: 0.9, p99Ms: 3 }, 'pass', 'no zero stands among its results'],
      [{ rate: 0, recall: 0.9 }, 'fail', 'a recall of 0.9 from a run that answered nothing'],
      [
        { rate: 0, recall: 0, state: 'ok' },
        'warn',
        'a rate of 0 of a run that is called normal: cannot be right unless 0 stands for “not measured”',
      ],
      [{ rate: 0 }, 'warn', 'a run that is not called failed'],
      [{ rate: 0, recall: 0, state: 'failed' }, 'not judged', 'its publisher says that the run failed'],
      [{ rate: 10, recall: 0 }, 'warn', 'unless every answer was wrong'],
      [
        { rate: 10, recall: 0.9, p99Ms: 0 },
        'warn',
        'a p99 of 0: cannot be right unless it is below the last digit printed',
      ],
      [{ recall: 0.9 }, 'not judged', 'not stated: rate'],
    ],
  ],
  [
    recallOne,
    [
      [{ ...hnsw, recall: 0.9999 }, 'pass', 'a recall of 0.9999, below 1, from HNSW'],
      [{ ...hnsw, recall: 1 }, 'warn', 'a recall of exactly 1 from HNSW: cannot be right unless'],
      [{ ...hnsw, recall: 1, params: { efConstruction: 128 } }, 'warn', 'from HNSW'],
      [{ ...hnsw, recall: 1.5 }, 'not judged', 'a recall above 1'],
      [{ ...hnsw, recall: 1, params: { hnsw_ef: 10, exact: true } }, 'not judged', 'an exact search was asked for'],
      [{ ...hnsw, recall: 1, filter: 'ids' }, 'not judged', 'a filter is set'],
      [{ ...hnsw, recall: 1, filter: undefined }, 'not judged', 'whether a filter was set'],
      [{ ...hnsw, recall: 1, rows: 10_000 }, 'not judged', 'so few vectors'],
      [{ ...hnsw, recall: 1, params: { index: 'FLAT' } }, 'not judged', 'an index that is known as approximate'],
      [{ ...hnsw, recall: 1, params: undefined }, 'not judged', 'an index that is known as approximate'],
    ],
  ],
  [
    ndcgLimits,
    [
      // k = 2: gains 1 and 0.6309; half of the hits give 0.3869 to 0.6131 of the sum.
      [{ rate: 1, k: 2, recall: 0.5, ndcg: 0.6131 }, 'pass', 'from 0.3868 to 0.6132'],
      [{ rate: 1, k: 2, recall: 0.5, ndcg: 0.3869 }, 'pass', 'from 0.3868 to 0.6132'],
      [{ rate: 1, k: 2, recall: 0.5, ndcg: 0.6135 }, 'fail', 'the two are not of the same answers'],
      [{ rate: 1, k: 2, recall: 0.5, ndcg: 0.3866 }, 'fail', 'the two are not of the same answers'],
      // A duplicate that counts twice lifts recall and not NDCG.
      [{ rate: 1, k: 100, recall: 1, ndcg: 0.9912 }, 'fail', 'goes with an NDCG from 0.999'],
      [{ rate: 1, k: 100, recall: 1, ndcg: 1 }, 'not judged', 'fewer than 2 decimals'],
      [{ rate: 1, recall: 0.9, ndcg: 0.9123 }, 'not judged', 'not stated: k'],
    ],
  ],
  [
    loadTime,
    [
      [
        { rows: 1_000_000, dim: 768, loadS: 1000, rate: 1 },
        'pass',
        '1,000,000 × 768 in 1,000 s are 1,000 vectors/s, 3.07 MB/s',
      ],
      [
        { rows: 10_000_000, dim: 768, loadS: 2, rate: 1 },
        'warn',
        '15,400 MB/s: cannot be right unless they came faster than 100 Gbit/s',
      ],
      [
        { rows: 1_000_000, dim: 768, loadS: 0, rate: 1 },
        'warn',
        'loaded in 0 s: cannot be right unless the index was there already',
      ],
      [{ rows: 1_000_000, dim: 768, loadS: 0, rate: 0 }, 'not judged', 'not above 0: load time'],
      [{ rows: 1_000_000, loadS: 100 }, 'not judged', 'not stated: dimension'],
    ],
  ],
  [
    rowCount,
    [
      [{ rows: 1000, loaded: 1000 }, 'pass', 'every vector is counted'],
      [{ rows: 1_000_000, loaded: 999_000 }, 'fail', '999,000 vectors are counted of 1,000,000'],
      [{ rows: 1000 }, 'not judged', 'not stated: count of vectors after the load'],
    ],
  ],
  [
    repeatedDigits,
    [
      [
        { recall: 0.9175, p99Ms: 917.5 },
        'warn',
        'its p99 is 0.9175 s and its recall 0.9175: cannot be right unless 4 digits agree by chance',
      ],
      [{ recall: 0.9175, p95Ms: 0.9175 }, 'warn', 'its p95 is 0.9175 ms'],
      [{ recall: 0.9175, p99Ms: 917.4 }, 'pass', 'no latency has the digits of the recall'],
      [{ recall: 0.917, p99Ms: 917 }, 'not judged', 'the recall has fewer than 4 digits'],
      [{ recall: 0.9175 }, 'not judged', 'not stated: a latency'],
    ],
  ],
];

describe.each(cases.map(([rule, rows]) => ({ check: rule.check, rule, rows })))('$check', ({ rule, rows }) => {
  it.each(rows.map(([figures, verdict, words]) => ({ figures, verdict, words })))(
    '$verdict: $figures',
    ({ figures, verdict, words }) => {
      const judged = judge(rule, [published(figures)]);
      expect(judged.verdict).toBe(verdict);
      expect(judged.verdict === 'not judged' ? judged.why : judged.advice).toContain(words);
    },
  );

  it('says what it rests on', () => {
    expect(rule.asks).toMatch(/\?$/);
    expect(rule.premises.length).toBeGreaterThan(20);
    expect(rule.falseAlarms.length).toBeGreaterThan(10);
  });
});
