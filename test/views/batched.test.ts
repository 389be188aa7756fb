import { describe, expect, it } from 'vitest';
import { judgeScenario } from 'vexlab/dist/analysis/judge-scenario';
import { summariseBatched } from 'vexlab/dist/analysis/summarise-batched';
import type { MissingRecord } from 'vexlab/dist/results/record';
import { batchedTakeaway } from 'vexlab/dist/views/batched-takeaway';
import { batchedChart } from 'vexlab/dist/views/charts/batched-chart';
import { scenarioTakeaway } from 'vexlab/dist/views/scenario-takeaway';
import { batchedTable } from 'vexlab/dist/views/tables/batched-table';
import { objectivesTable } from 'vexlab/dist/views/tables/objectives-table';
import { sizesOf } from './fixture-batched-records';
import { missingRecord, plainEngine } from './fixture-records';

const other = { ...plainEngine, name: 'other', title: 'Other' };
const gone = missingRecord({ engine: other, state: 'skipped', why: 'no request carries several queries' });
const [first] = sizesOf();
const without = { ...gone, cell: { ...gone.cell, workload: first?.cell.workload } } as MissingRecord;
const records = [...sizesOf(), without];
const summaries = summariseBatched(records);

describe('batched queries', () => {
  it('are summarised size by size, their rate by queries and by requests', () => {
    const seen = summaries.map((one) =>
      one.state === 'measured'
        ? [one.workload.size, one.qps.value, one.requestRate.value, one.samples, one.recall?.value]
        : one.why,
    );
    // The median repetition is 2 % faster than one request in 1, 4 and 16 ms.
    expect(seen).toEqual([
      [1, expect.closeTo(1020, 6), expect.closeTo(1020, 6), 500, expect.closeTo(0.97, 9)],
      [10, expect.closeTo(2550, 6), expect.closeTo(255, 6), 500, expect.closeTo(0.97, 9)],
      [100, expect.closeTo(6375, 6), expect.closeTo(63.75, 6), 500, expect.closeTo(0.97, 9)],
      'no request carries several queries',
    ]);
  });

  it('are drawn as queries per second over the latency of a request, along one axis of sizes', () => {
    const { data, layout, text } = batchedChart(summaries);
    expect(data.map(({ x, yaxis }) => [yaxis, x])).toEqual([
      ['y', [1, 10, 100]],
      ['y2', [1, 10, 100]],
    ]);
    expect(data[0]?.y).toEqual([1020, 2550, 6375].map((rate) => expect.closeTo(rate, 6) as number));
    const medians = data[1]?.y as number[];
    [1, 4, 16].forEach((median, i) => expect(medians[i]).toBeCloseTo(median, 1));
    expect(layout.xaxis).toMatchObject({ type: 'log', ticktext: ['1', '10', '100'], anchor: 'y2' });
    expect(JSON.stringify(layout)).toContain('no request carries several queries');
    expect(text).toMatch(/100 a request: 6,380 \(.*\) queries\/s, p50 16\.\d \(/);
  });

  it('are a table, and sentences with its numbers', () => {
    const [heading, ...rows] = batchedTable(summaries).rows;
    expect(heading).toEqual({ heading: 'sift-photos, 10,000 × 128, l2, k 10, 1 client' });
    expect(rows).toHaveLength(4);
    expect(batchedTable(summaries).text()).toMatch(/6,380\s.*63\.8/);
    expect(batchedTakeaway(summaries)).toMatch(
      /^Plain(, ef \d+)?, 1 client: one query a request 1,020 \([^)]+–[^)]+\) queries\/s, in the median 0\.998 \([^)]+\) ms a request; 100 queries a request 6,380 \([^)]+–[^)]+\) queries\/s, in the median 16\.\d \([^)]+\) ms a request, at recall 0\.970 \([^)]+\)\.$/,
    );
  });

  it('say how many requests failed, in the table and in the sentence', () => {
    const failing = summariseBatched(sizesOf().map((record) => ({ ...record, errors: { timeout: 4 } })));
    const table = batchedTable(failing);
    const [, row] = table.rows;
    const column = table.columns.findIndex(({ name }) => name === 'failed');
    expect(row && 'cells' in row && row.cells[column]?.text).toBe('20 of 500');
    expect(batchedTakeaway(failing)).toMatch(/; 60 of 1,500 requests failed \(60 timeout\)\.$/);
  });

  it('are refused by the chart where nothing was measured', () => {
    expect(() => batchedChart(summariseBatched([without]))).toThrow(/its only setting was not measured/);
  });
});

describe('a scenario of batched queries', () => {
  const verdicts = judgeScenario(
    [
      { metric: 'QPS', atLeast: 2000 },
      { metric: 'p50 ms', atMost: 5 },
      { metric: 'errors', atMost: 0.01 },
    ],
    records,
  );

  it('is judged for each size apart: queries a second, latency and failures of requests', () => {
    const states = verdicts.map(({ summary, state, objectives }) => [
      summary.state === 'measured' && 'requestRate' in summary ? summary.workload.size : summary.state,
      state,
      objectives.map((one) => one.state),
    ]);
    expect(states).toEqual([
      [1, 'missed', ['missed', 'met', 'met']],
      [10, 'met', ['met', 'met', 'met']],
      [100, 'missed', ['met', 'missed', 'met']],
      ['missing', 'not measured', ['not measured', 'not measured', 'not measured']],
    ]);
  });

  it('says in its table how many queries a request carries', () => {
    expect(objectivesTable(verdicts).html()).toContain('1 client, requests of 100, k 10, sift-photos');
    const [one, ten] = scenarioTakeaway(verdicts).split('\n');
    expect(one).toMatch(/ in requests of 1: QPS ≥ 2000 is missed/);
    expect(ten).toMatch(/ in requests of 10 meets all 3 objectives/);
  });
});
