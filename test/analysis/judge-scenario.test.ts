import { describe, expect, it } from 'vitest';
import { judgeScenario } from 'vexlab/dist/analysis/judge-scenario';
import type { Record as LabRecord } from 'vexlab/dist/results/record';
import type { Objective } from 'vexlab/dist/results/objective';
import { scenariosTable } from 'vexlab/dist/notebook/tables/scenarios-table';
import { scenarioTakeaway } from 'vexlab/dist/views/scenario-takeaway';
import { objectivesTable } from 'vexlab/dist/views/tables/objectives-table';
import { scenarios } from 'vexlab/dist/workload/sweep/scenarios';
import { openRecord } from '../views/fixture-open-records';
import { hitsFor, missingRecord, okRecord, plainEngine } from '../views/fixture-records';

const objectives: Objective[] = [
  { metric: 'recall@k', atLeast: 0.95 },
  { metric: 'p50 ms', atMost: 5 },
];

/** Five runs of 100 requests over five builds. */
const runs = (name: string, ef: number, recall: number, ms: number, clients = 1) =>
  [0, 1, 2, 3, 4].map((repetition) =>
    okRecord({
      engine: { ...plainEngine, name, title: name },
      latencies: Array.from({ length: 100 }, (_, i) => ms * (1 + ((i + repetition) % 5) / 100)),
      hits: hitsFor(100, 10, recall),
      measureMs: 100 * ms + repetition,
      search: { ef },
      clients,
      repetition,
      buildIndex: repetition,
    }),
  );

const judged = (records: readonly LabRecord[]) => judgeScenario(objectives, records);

describe('a scenario', () => {
  it('is met where one setting meets all objectives at once', () => {
    const [verdict] = judged([...runs('A', 10, 0.8, 1), ...runs('A', 100, 0.99, 3)]);
    expect(verdict).toMatchObject({ state: 'met', settings: 2, summary: { ef: 100 } });
    expect(verdict?.objectives.map(({ state }) => state)).toEqual(['met', 'met']);
  });

  it('is missed where each setting misses another one', () => {
    const [verdict] = judged([...runs('A', 10, 0.8, 1), ...runs('A', 100, 0.99, 30)]);
    expect(verdict).toMatchObject({ state: 'missed', settings: 2 });
    expect(verdict?.objectives.filter(({ state }) => state === 'missed')).toHaveLength(1);
  });

  it('is not shown where one setting misses and another was not measured: it may do better', () => {
    const cell = (runs('A', 100, 0.99, 3)[0] as ReturnType<typeof okRecord>).cell;
    const gone = missingRecord({
      engine: { ...plainEngine, name: 'A', title: 'A' },
      why: 'no answer',
      state: 'failed',
    });
    const verdicts = judged([...runs('A', 10, 0.8, 1), { ...gone, cell }]);
    expect(verdicts[0]).toMatchObject({ state: 'not shown', settings: 1 });
    const why = 'another setting was not measured, and may do better: failed: no answer';
    expect(verdicts[0]?.why).toBe(why);
    expect(verdicts[0]?.objectives.map(({ state }) => state)).toEqual(['missed', 'met']);
    expect(objectivesTable(verdicts).notes[0]).toBe(`A: not shown; ${why}.`);
    expect(scenarioTakeaway(verdicts)).toContain(`objectives are met. ${why}.`);
    // At another load it says nothing of this one.
    const elsewhere = { ...gone, cell: { ...cell, workload: { ...cell.workload, clients: 16 } } };
    expect(judged([...runs('A', 10, 0.8, 1), elsewhere])[0]?.state).toBe('missed');
  });

  it('is not shown where too few runs leave no interval, whatever the value', () => {
    expect(judged(runs('A', 100, 0.99, 3).slice(0, 2))[0]?.state).toBe('not shown');
  });

  it('is not shown where repetitions failed, however well the others did', () => {
    const failed = [5, 6, 7].map((repetition) => {
      const { cell } = runs('A', 100, 0.99, 3)[0] as ReturnType<typeof okRecord>;
      const why = 'no request was answered';
      return { ...missingRecord({ why, state: 'failed' }), cellId: `f${repetition}`, cell: { ...cell, repetition } };
    });
    const [verdict] = judged([...runs('A', 100, 0.99, 3), ...failed]);
    expect(verdict).toMatchObject({ state: 'not shown', settings: 1 });
    expect(verdict?.objectives[0]?.why).toBe('3 of 8 repetitions failed: no request was answered');
  });

  it('is not measured where the engine was not, with the reason', () => {
    const [verdict] = judged([missingRecord({ why: 'no server', state: 'unavailable' })]);
    expect(verdict).toMatchObject({ state: 'not measured', settings: 0 });
    expect(verdict?.objectives[0]?.why).toBe('unavailable: no server');
  });

  it('judges each load apart: a setting of one client does not stand for sixteen', () => {
    const verdicts = judged([...runs('A', 100, 0.99, 3, 1), ...runs('A', 100, 0.99, 30, 16)]);
    expect(verdicts.map(({ state }) => state)).toEqual(['met', 'missed']);
  });
});

describe('the table of objectives', () => {
  it('says of each engine whether it does what is asked, and why not', () => {
    const missing = missingRecord({ engine: { ...plainEngine, name: 'C', title: 'C' }, why: 'no server' });
    const table = objectivesTable(judged([...runs('A', 100, 0.99, 3), ...runs('B', 10, 0.8, 1), missing]));
    const text = table.text();
    expect(text).toMatch(/^A +1 client, k 10, sift-photos, 10,000 × 128 +✓ met +✓ 0\.990 +✓ 3\.\d+$/m);
    expect(text).toMatch(/^B .* ✗ missed +✗ 0\.800 +✓ 1\.\d+$/m);
    expect(text).toMatch(/^C .* not measured +no server$/m);
    expect(table.notes).toEqual([expect.stringMatching(/^B, recall@k ≥ 0\.95: missed; at least 0\.95 asked: /)]);
  });
});

describe('the takeaway of a scenario', () => {
  it('names the least margin of who meets all, what stands against the others, and why one was not measured', () => {
    const missing = missingRecord({ engine: { ...plainEngine, name: 'C', title: 'C' }, why: 'no server' });
    const told = scenarioTakeaway(judged([...runs('A', 100, 0.99, 3), ...runs('B', 10, 0.8, 1), missing])).split('\n');
    expect(told[0]).toMatch(
      /^A with ef 100 meets all 2 objectives; the least margin is 3\.\d+ %, of recall@k ≥ 0\.95\.$/,
    );
    expect(told[1]).toBe('B with ef 10: recall@k ≥ 0.95 is missed; the other 1 of 2 objectives are met.');
    expect(told[2]).toBe('C: not measured, since no server.');
  });
});

describe('the table of scenarios', () => {
  it('has a row for each, with what it asks for', () => {
    const { rows } = scenariosTable();
    expect(rows).toHaveLength(scenarios.length);
    expect(scenariosTable().text()).toMatch(/^rag .*recall@k ≥ 0\.95, p95 ≤ 100 ms, errors ≤ 0\.001/m);
  });
});

describe('a scenario of an open loop', () => {
  const loops = (rate: number, ms: number) =>
    [0, 1, 2, 3, 4].map((repetition) =>
      openRecord({
        responses: Array.from({ length: 100 }, (_, i) => ms * (1 + ((i + repetition) % 5) / 100)),
        services: Array.from({ length: 100 }, () => 1),
        hits: hitsFor(100, 10, 0.99),
        rate,
        search: { ef: 100 },
        repetition,
        buildIndex: repetition,
      }),
    );

  it('is held against what its users wait, each rate apart', () => {
    const verdicts = judged([...loops(100, 3), ...loops(200, 30)]);
    expect(verdicts.map(({ state, summary }) => [state, 'response' in summary && summary.rate])).toEqual([
      ['met', 100],
      ['missed', 200],
    ]);
    expect(objectivesTable(verdicts).text()).toMatch(/200\/s, open loop, k 10, sift-photos, 10,000 × 128 +✗ missed/);
  });
});
