import { describe, expect, it } from 'vitest';
import { summariseFiltered } from 'vexlab/dist/analysis/summarise-filtered';
import { summariseMixed } from 'vexlab/dist/analysis/summarise-mixed';
import { encodeHistogram, newHistogram, recordLatency } from 'vexlab/dist/measure/histogram';
import { packUint16, packUint32 } from 'vexlab/dist/results/pack';
import type { FilteredRecord, MissingRecord, MixedRecord } from 'vexlab/dist/results/record';
import { filteredChart } from 'vexlab/dist/views/charts/filtered-chart';
import { filteredTable } from 'vexlab/dist/views/tables/filtered-table';
import { mixedTable } from 'vexlab/dist/views/tables/mixed-table';
import { filteredTakeaway, mixedTakeaway } from 'vexlab/dist/views/write-takeaways';
import { hitsFor, logNormal, missingRecord, okRecord, plainEngine } from './fixture-records';

const closed = { loop: 'closed', clients: 1, k: 10, requests: 1000, minMs: 0, warmup: 100 } as const;
const requests = 1000;

/** A rung of 10,000 rows at a known recall and rate. */
function rung(selectivity: number, repetition: number, recall: number, rate: number): FilteredRecord {
  const matching = Math.round(selectivity * 10_000);
  const plain = okRecord({
    repetition,
    buildIndex: repetition,
    latencies: logNormal(requests, 1000 / rate, 0.2),
    hits: hitsFor(requests, Math.min(10, matching), recall),
    measureMs: (1000 * requests) / (rate * (1 + repetition / 100)),
    findings: [{ check: 'filter-respected', verdict: 'pass', numbers: { returned: 9990, wrong: 0 }, advice: '' }],
  });
  const workload = { type: 'filtered' as const, ...closed, selectivity, ladder: [0.0005, 0.1, 0.9] };
  const cell = { ...plain.cell, workload };
  const cellId = `${selectivity} ${repetition}`;
  return { ...plain, cellId, cell, measured: 'filtered', filter: { attribute: 'a', selectivity, matching } };
}
const runs = [0, 1, 2, 3, 4];
const ladder = runs.flatMap((run) => [
  rung(0.0005, run, 1, 2000),
  rung(0.1, run, 0.8, 500),
  rung(0.9, run, 0.95, 1000),
]);
const other = { ...plainEngine, name: 'other', title: 'Other' };
const gone = missingRecord({ engine: other, state: 'skipped', why: 'it cannot search with a filter' });
const without = {
  ...gone,
  cell: { ...gone.cell, workload: (ladder[0] as FilteredRecord).cell.workload },
} as MissingRecord;
const rungs = summariseFiltered([...ladder, without]);

describe('the ladder', () => {
  it('is summarised rung by rung, recall of what there is to find', () => {
    const seen = rungs.map((one) =>
      one.state === 'measured' ? [one.filter.matching, one.recall?.value, one.qps.value] : one.why,
    );
    expect(seen).toEqual([
      [5, 1, expect.closeTo(2040, 6)],
      [1000, expect.closeTo(0.8, 9), expect.closeTo(510, 6)],
      [9000, expect.closeTo(0.95, 9), expect.closeTo(1020, 6)],
      'it cannot search with a filter',
    ]);
  });

  it('is drawn as recall over rate, along one axis of shares', () => {
    const { data, layout, text } = filteredChart(rungs);
    expect(data.map(({ x, yaxis }) => [yaxis, x])).toEqual([
      ['y', [0.0005, 0.1, 0.9]],
      ['y2', [0.0005, 0.1, 0.9]],
    ]);
    expect(data[0]?.y).toEqual([1, expect.closeTo(0.8, 9), expect.closeTo(0.95, 9)]);
    expect(layout.xaxis).toMatchObject({ type: 'log', ticktext: ['0.05 %', '10 %', '90 %'], anchor: 'y2' });
    expect(text).toMatch(/10 % pass: recall 0\.800, 510/);
    expect(JSON.stringify(layout)).toContain('it cannot search with a filter');
  });

  it('is a table, and sentences with its numbers', () => {
    expect(filteredTable(rungs).rows).toHaveLength(4);
    expect(filteredTable(rungs).text()).toMatch(/0\.05 %\s.*\s5\s/);
    expect(filteredTakeaway(rungs)).toBe(
      'Plain: where 0.05 % pass it answers 2,040 queries/s, where 90 % pass 1,020; its lowest recall is 0.800, where 10 % pass.',
    );
  });

  it('is refused where nothing was measured', () => {
    expect(() => filteredChart(summariseFiltered([without]))).toThrow(/none of 1 summaries is of a measured setting/);
  });
});

/** Searches with 10 % writes or none; every fifth search has a row in flight, and 9 true neighbours to find. */
function between(inserts: number, repetition: number, median: number): MixedRecord {
  const due = Array.from({ length: requests }, (_, i) => (i % 5 === 0 ? 9 : 10));
  const hits = packUint16(Uint16Array.from(due, (count, i) => (i % 10 === 1 ? count - 1 : count)));
  const plain = okRecord({
    repetition,
    buildIndex: repetition,
    latencies: logNormal(requests, median, 0.2),
    measureMs: 2000,
  });
  const workload = { type: 'mixed' as const, ...closed, inserts, deletes: 0, built: 0.8 };
  const insert = newHistogram();
  for (let i = 0; i < 100; i++) recordLatency(insert, 1e6);
  const none = { rows: '', sent: '', acknowledged: '', failed: 0 };
  const ticks = packUint32(new Uint32Array(requests));
  return {
    ...plain,
    cellId: `${inserts} ${repetition}`,
    cell: { ...plain.cell, workload },
    measured: 'mixed',
    answers: { ...plain.answers, hits, tieHits: hits },
    histograms: { ...plain.histograms, ...(inserts > 0 && { insert: encodeHistogram(insert) }) },
    moments: {
      due: packUint16(Uint16Array.from(due)),
      ...{ sent: ticks, answered: ticks, stale: inserts > 0 ? 2 : 0, unsent: 0 },
      fresh: { due: 30, missed: 3 },
    },
    writes: { inserts: none, deletes: none, errors: {}, ranOut: false },
  };
}

describe('searching between writes', () => {
  const moments = summariseMixed(runs.flatMap((run) => [between(0.1, run, 2), between(0, run, 1)]));

  it('is summarised by what there was to find, beside the same without writes', () => {
    const writing = moments.find((one) => one.state === 'measured' && one.workload.inserts > 0);
    if (writing?.state !== 'measured') throw new Error('not measured');
    expect(writing.recall?.value).toBeCloseTo((9800 - 100) / 9800, 12);
    expect(writing).toMatchObject({
      stale: 10,
      fresh: { due: 150, missed: 15 },
      inserts: { rate: { value: 50 }, failed: 0 },
    });
    expect(writing.deletes).toBeUndefined();
    expect(writing.alone?.latency.p50?.value).toBeCloseTo(1, 1);
    expect(writing.latency.p50?.value).toBeCloseTo(2, 1);
  });

  it('is one row of the table, with both medians, and a sentence', () => {
    const { rows } = mixedTable(moments);
    expect(rows).toHaveLength(1);
    expect(mixedTakeaway(moments)).toMatch(
      /^Plain: with 10 % writes its median search takes 2\.0\d ms \(1\.0\d ms without writes\); recall of the moment 0\.990; in 5,000 searches 10 deleted rows came back\.$/,
    );
  });
});
