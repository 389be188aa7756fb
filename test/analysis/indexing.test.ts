import { expect, it } from 'vitest';
import { summarise } from 'vexlab/dist/analysis/summarise';
import type { MeasuredSummary } from 'vexlab/dist/analysis/summary';
import { encodeHistogram, newHistogram, recordLatency } from 'vexlab/dist/measure/histogram';
import type { OkRecord } from 'vexlab/dist/results/record';
import { okRecord } from '../views/fixture-records';

const mebibyte = 2 ** 20;

/** The record of a repetition over a build of its own, 10,000 rows, with these figures of the build. */
function built(nth: number, build: Partial<OkRecord['build']>, ping?: readonly number[]): OkRecord {
  const record = okRecord({ latencies: [1, 2, 3], measureMs: 6, repetition: nth, buildIndex: nth });
  const histogram = newHistogram();
  for (const ms of ping ?? []) recordLatency(histogram, ms * 1e6);
  return {
    ...record,
    build: { ...record.build, ...build },
    histograms: { ...record.histograms, ...(ping && { ping: encodeHistogram(histogram) }) },
  };
}

const only = (records: readonly OkRecord[]): MeasuredSummary => summarise(records)[0] as MeasuredSummary;
const grown = (mib: number) => ({
  before: { lab: 1, engine: 50 * mebibyte },
  after: { lab: 1, engine: (50 + mib) * mebibyte },
});

it('tells acknowledged from searchable, and growth per 1,000 vectors, over builds', () => {
  const records = [20, 30, 40, 50, 60].map((mib, nth) =>
    built(nth, {
      first: true,
      insertMs: 1000 * (nth + 1),
      readyMs: 1000,
      memory: grown(mib),
      disk: { before: 100, after: 100 + mib * mebibyte },
    }),
  );
  const { indexing } = only([...records, ...records]);
  // Rates are 10, 5, 3.33, 2.5 and 2 thousand a second acknowledged; 5, 3.33, 2.5, 2 and 1.67 searchable.
  expect(indexing.acknowledgedRate).toMatchObject({ value: 10_000 / 3, n: 5, unit: 'builds' });
  expect(indexing.rate).toMatchObject({ value: 2500, n: 5 });
  expect(indexing.memoryPerThousand).toMatchObject({ value: 4 * mebibyte, n: 5 });
  expect(indexing.diskPerThousand?.value).toBe(4 * mebibyte);
  expect(indexing.memoryPerThousand?.low).toBeLessThan(4 * mebibyte);
});

it('holds against the rate until searchable the time between inserts, where a record has it', () => {
  const [older, newer] = [{}, { wallMs: 5000 }].map(
    (wall) => only([built(0, { insertMs: 1000, readyMs: 1000, ...wall })]).indexing,
  );
  expect([older?.rate.value, older?.acknowledgedRate.value]).toEqual([5000, 10_000]);
  expect([newer?.rate.value, newer?.acknowledgedRate.value]).toEqual([2000, 10_000]);
  const times = { insertMs: 1000, readyMs: 1000 };
  const both = only([built(0, times), built(1, { ...times, wallMs: 5000 }), built(2, { ...times, wallMs: 5000 })]);
  expect(both.indexing.rate).toMatchObject({ value: 5000, n: 3 });
});

it('counts growth on a fresh process only: a later build takes up what an earlier one freed', () => {
  const { indexing } = only([
    built(0, { first: true, memory: grown(20) }),
    built(1, { first: false, memory: grown(-5) }),
    built(2, { first: true, memory: { before: { lab: 1 }, after: { lab: 2 } } }),
  ]);
  expect(indexing.memoryPerThousand).toMatchObject({ value: 2 * mebibyte, n: 1, method: 'none' });
  expect(indexing.diskPerThousand).toBeUndefined();
  expect(indexing.rate).toMatchObject({ value: 5000, n: 3 });
  expect(only([built(0, { memory: grown(20) })]).indexing.memoryPerThousand).toBeUndefined();
});

it('merges the empty requests of several connections, each once', () => {
  const few = Array.from({ length: 100 }, (_, i) => i + 1);
  const one = built(0, {}, few);
  expect(only([one, { ...one, cellId: 'again' }]).ping).toEqual({
    requests: 100,
    medianMs: expect.closeTo(50, 0) as number,
  });
  const many = Array.from({ length: 1000 }, (_, i) => (i + 1) / 10);
  const { ping } = only([built(0, {}, many)]);
  expect(ping?.p99Ms).toBeCloseTo(99, 0);
  expect(only([built(0, {})]).ping).toBeUndefined();
});
