import { describe, expect, it } from 'vitest';
import { oneBuild } from 'vexlab/dist/analysis/published/one-build';
import { recallRises } from 'vexlab/dist/analysis/published/recall-rises';
import { repeatedRun } from 'vexlab/dist/analysis/published/repeated-run';
import type { PublishedRow } from 'vexlab/dist/results/published/published-row';
import { judge, published } from './judge';

const rowsOf = (...figures: Partial<PublishedRow>[]): PublishedRow[] =>
  figures.map((one, nth) => published({ rate: 100 + nth, ...one }, nth));

describe('one-build', () => {
  const built = (loadS: number, params: PublishedRow['params']): Partial<PublishedRow> => ({
    loadS,
    ...(params && { params }),
  });

  it('fails rows that share a load time and name two indexes, and says which', () => {
    const rows = rowsOf(
      built(6207.16, { M: 16, efConstruction: 256, ef: 10 }),
      built(6207.16, { M: 20, efConstruction: 256 }),
      built(6207.17, { M: 24 }),
    );
    const words =
      '2 rows share the load time of 6,207.16 s and name two indexes: M 16 and 20. Not all of them can be right';
    expect(judge(oneBuild, rows, 0)).toMatchObject({
      verdict: 'fail',
      advice: words,
      numbers: { rows: 2, differences: 1 },
    });
    expect(judge(oneBuild, rows, 1).verdict).toBe('fail');
    expect(judge(oneBuild, rows, 2)).toMatchObject({ verdict: 'not judged', why: 'no other row has its load time' });
  });

  it('passes searches of one index that differ in search parameters, filter or a parameter that not all name', () => {
    const rows = rowsOf(
      built(916.293, { M: 16, ef: 100 }),
      { ...built(916.293, { M: 16, ef: 200 }), filter: 'a label' },
      built(916.293, { ef: 300 }),
    );
    expect(oneBuild.judge(rows).map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
  });

  it('fails one load of two sizes', () => {
    const rows = rowsOf({ loadS: 916.293, rows: 1_000_000 }, { loadS: 916.293, rows: 10_000_000 });
    expect(judge(oneBuild, rows)).toMatchObject({ verdict: 'fail' });
  });

  it('does not judge load times of few digits, of other files or engines, of a failed run, or without parameters', () => {
    const few = rowsOf(built(1409, { M: 16 }), built(1409, { M: 20 }));
    expect(judge(oneBuild, few)).toMatchObject({ verdict: 'not judged', why: 'the load time has fewer than 6 digits' });
    const other = { ...built(916.293, { M: 20 }), source: 'another page' };
    expect(judge(oneBuild, rowsOf(built(916.293, { M: 16 }), other)).verdict).toBe('not judged');
    const failed = { ...built(916.293, { M: 20 }), state: 'failed' } as const;
    expect(oneBuild.judge(rowsOf(built(916.293, { M: 16 }), failed)).map(({ verdict }) => verdict)).toEqual([
      'not judged',
      'not judged',
    ]);
    const plain = rowsOf(built(916.293, { ef: 1 }), built(916.293, undefined));
    expect(judge(oneBuild, plain)).toMatchObject({
      verdict: 'not judged',
      why: 'not stated: what the index was built with',
    });
  });
});

describe('repeated-run', () => {
  const run = { rate: 597.3641, p99Ms: 12.1, recall: 0.9221 };

  it('warns of both of two rows with the same figures, and names the other', () => {
    const rows = rowsOf(run, { ...run, rate: 597.3642 }, run);
    expect(judge(repeatedRun, rows, 0)).toMatchObject({ verdict: 'warn', numbers: { rate: 597.3641, rowsWithIt: 1 } });
    expect(judge(repeatedRun, rows, 0)).toHaveProperty('advice', expect.stringContaining('also stand at test:2'));
    expect(judge(repeatedRun, rows, 1).verdict).toBe('pass');
  });

  it('takes a rate alone, or one of few digits, for chance', () => {
    expect(judge(repeatedRun, rowsOf(run, { ...run, recall: 0.9222 })).verdict).toBe('pass');
    expect(judge(repeatedRun, rowsOf({ ...run, rate: 963 }, { ...run, rate: 963 })).verdict).toBe('not judged');
    expect(judge(repeatedRun, rowsOf({ rate: 597.3641, recall: 0.9 })).verdict).toBe('not judged');
  });
});

describe('recall-rises', () => {
  const at = (ef: number, recall: number, more: Partial<PublishedRow> = {}): Partial<PublishedRow> => ({
    filter: 'none',
    recall,
    params: { M: 16, ef },
    ...more,
  });

  it('passes a curve that rises, in any order of its rows, and a fall as between two builds', () => {
    const rows = rowsOf(at(200, 0.97), at(100, 0.95), at(400, 0.966));
    expect(recallRises.judge(rows).map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
  });

  it('warns at both ends of a fall, with its numbers', () => {
    const rows = rowsOf(at(100, 0.95), at(200, 0.97), at(400, 0.93));
    const judged = recallRises.judge(rows);
    expect(judged.map(({ verdict }) => verdict)).toEqual(['pass', 'warn', 'warn']);
    expect(judged[1]).toMatchObject({
      advice:
        'recall falls by 0.04, from 0.97 at ef 200 to 0.93 at 400: cannot be right unless index or queries were others',
    });
  });

  it.each<[string, Partial<PublishedRow>]>([
    ['another M', { params: { M: 20, ef: 200 } }],
    ['another set', { dataset: 'Other' }],
    ['another machine', { setup: 'other' }],
    ['another load', { loadS: 5 }],
    ['another k', { k: 10 }],
  ])('does not compare rows with %s', (_, more) => {
    expect(judge(recallRises, rowsOf(at(100, 0.95), at(200, 0.5, more))).verdict).toBe('not judged');
  });

  it('does not judge rows with a filter, whose share may differ, nor repetitions of one setting', () => {
    const filtered = rowsOf(at(100, 0.95, { filter: 'a label' }), at(200, 0.5, { filter: 'a label' }));
    expect(judge(recallRises, filtered)).toMatchObject({ verdict: 'not judged', why: 'a filter is set' });
    expect(judge(recallRises, rowsOf(at(100, 0.95), at(100, 0.5))).verdict).toBe('not judged');
  });
});
