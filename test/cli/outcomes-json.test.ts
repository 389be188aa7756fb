import { describe, expect, it } from 'vitest';
import { judgeRuns } from 'vexlab/dist/analysis/judge-runs';
import { summariseAll } from 'vexlab/dist/analysis/summarise-all';
import { outcomesJson } from 'vexlab/dist/cli/outcomes-json';
import { summaryOf } from 'vexlab/dist/cli/summary-of';
import { hitsFor, missingRecord, okRecord, plainEngine } from '../views/fixture-records';
import { storedRun } from '../views/fixture-runs';

/** Five runs at each number of clients: 100 requests of 2 ms each, of which 98 % of the neighbours are found. */
const records = [1, 2, 4].flatMap((clients) =>
  [0, 1, 2, 3, 4].map((repetition) =>
    okRecord({
      latencies: new Array<number>(100).fill(2),
      hits: hitsFor(100, 10, 0.98),
      measureMs: (200 + repetition) / clients,
      search: { ef: 40 },
      clients,
      repetition,
      buildIndex: repetition,
    }),
  ),
);
const other = { ...plainEngine, name: 'other', title: 'Other' };
const gone = missingRecord({ engine: other, why: 'no server', state: 'unavailable' });
const run = storedRun([...records, gone]);
const { manifest } = run;
const objectives = [{ metric: 'recall@k', atLeast: 0.9 } as const, { metric: 'p50 ms', atMost: 1 } as const];
const asked = { ...run, manifest: { ...manifest, sweep: { ...manifest.sweep, scenario: 'mine', objectives } } };
const source = { outcomes: summariseAll(asked.records), judged: judgeRuns([asked]) };
const told = outcomesJson(source);

describe('the outcomes of runs as JSON', () => {
  it('say of every objective whether it is met, and of what was not measured why', () => {
    const [one] = told.objectives;
    expect(one).toMatchObject({ run: manifest.run, scenario: 'mine', state: 'missed', search: { ef: 40 }, k: 10 });
    expect(one?.objectives).toMatchObject([
      { state: 'met', estimate: { value: 0.98 } },
      { state: 'missed', margin: { absolute: expect.closeTo(-1, 1) as number } },
    ]);
    expect(told.objectives.find(({ state }) => state === 'not measured')).toMatchObject({ why: 'no server' });
  });

  it('say what several settings tell together', () => {
    expect(told.saturation).toMatchObject([{ measuredAt: [1, 2, 4], knee: { state: 'not reached', rateAt: 4 } }]);
    expect(told.saturation[0]).not.toHaveProperty('settings');
    expect(told.summaries).toHaveLength(4);
  });

  it('have no objectives where none were asked for', () => {
    expect(judgeRuns([run])).toEqual([]);
    expect(outcomesJson({ ...source, judged: judgeRuns([run]) }).objectives).toEqual([]);
  });
});

it('the summary in the terminal and the JSON tell one judgement', async () => {
  const { text, ...from } = await summaryOf([asked]);
  const one = from.judged[0]?.verdicts[0];
  expect(text).toContain(`${one?.name}, `);
  expect(outcomesJson(from).objectives[0]?.objectives).toBe(one?.objectives);
});

it('the summary in the terminal says of an objective that is met its interval and margin', async () => {
  const { text } = await summaryOf([asked]);
  expect(text).toMatch(/^- .*recall@k ≥ 0\.9: met; 0\.980 \(0\.\d+–0\.\d+\), margin \d\.\d+ %\.$/m);
  expect(text).toMatch(/^- .*p50 ≤ 1 ms: missed; at most 1 asked/m);
});
