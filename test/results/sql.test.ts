import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isMeasured } from 'vexlab/dist/analysis/panels';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { canonicalJson } from 'vexlab/dist/base/canonical-json';
import { projectRoot } from 'vexlab/dist/base/paths';
import { cellId } from 'vexlab/dist/results/cell';
import { createRun, readRuns } from 'vexlab/dist/results/run-store';
import { missingRecord, okRecord, plausibleRecords } from '../views/fixture-records';
import { sampleHead } from './sample-record';

const readme = readFileSync(resolve(__dirname, '../../results/README.md'), 'utf8');
const query = /```sql\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';

interface Setting {
  dataset: string;
  rows: number;
  k: number;
  engine: string;
  build: object;
  search: object;
  clients: number;
  runs: number;
  rate: number;
}

/** What DuckDB finds below a folder. Search parameters that only other engines have are null there. */
function ask(folder: string, sql = query): Setting[] {
  const python = join(projectRoot, '.venv', 'bin', 'python');
  const out = execFileSync(python, [join(__dirname, 'ask.py')], { cwd: folder, input: sql, encoding: 'utf8' });
  return (JSON.parse(out) as [string, number, number, string, string, string, number, number, number][]).map(
    ([dataset, rows, k, engine, build, search, clients, runs, rate]) => ({
      ...{ dataset, rows, k, engine, build: given(build), search: given(search), clients, runs, rate },
    }),
  );
}

const given = (json: string): object =>
  Object.fromEntries(Object.entries(JSON.parse(json) as object).filter(([, value]) => value !== null));

/** What the lab finds in the runs of a folder. */
async function summarised(folder: string): Promise<Setting[]> {
  const { runs } = await readRuns(folder);
  const measured = summarise(runs.flatMap(({ records }) => records)).filter(isMeasured);
  return measured.map(({ dataset, k, engine, build, search, clients, repetitions, qps }) => ({
    ...{ dataset: dataset.name, rows: dataset.n, k, engine: engine.name, build, search, clients },
    ...{ runs: repetitions, rate: qps.value },
  }));
}

const inOrder = (settings: Setting[]): Setting[] => {
  const key = (setting: Setting): string => canonicalJson({ ...setting, rate: 0 });
  return [...settings].sort((a, b) => key(a).localeCompare(key(b)));
};

const expectAlike = (found: Setting[], expected: Setting[]): void => {
  expect(expected.length).toBeGreaterThan(0);
  expect(inOrder(found)).toEqual(
    inOrder(expected).map((one) => ({ ...one, rate: expect.closeTo(one.rate, 6) as number })),
  );
};

describe('the query in the description of the results', () => {
  it('finds in the baselines that ship what the lab finds', async () => {
    const rows = ask(projectRoot, query.replace('results/*/', 'results/baselines/*/'));
    expectAlike(rows, await summarised(join(projectRoot, 'results', 'baselines')));
  });

  it('counts failed requests, cells tried again and cells not measured as the lab does', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vexlab-sql-'));
    const results = join(folder, 'results');
    const store = await createRun(results, sampleHead);
    const errors = { refused: 4, 'timed-out': 1 };
    const failing = okRecord({ latencies: [1, 2, 3], errors, measureMs: 100, clients: 9 });
    for (const record of plausibleRecords(20)) await store.append(record);
    await store.append(missingRecord({ why: 'died', state: 'failed', clients: 9 }));
    await store.append({ ...failing, phases: { ...failing.phases, measureMs: 5 } });
    await store.append({ ...failing, at: '2026-01-02T03:06:00.000Z' });
    // The same engine and search with another k, and on fewer rows, are other settings.
    const other = okRecord({ latencies: [5, 5], measureMs: 10, clients: 7 });
    const { cell } = other;
    const smaller = { ...cell, dataset: { ...cell.dataset, n: 9 } };
    const fewer = { ...cell, workload: { ...cell.workload, k: 1 } };
    for (const one of [cell, smaller, fewer]) {
      const dataset = { ...other.dataset, n: one.dataset.n };
      const answers = { ...other.answers, k: one.workload.k };
      await store.append({ ...other, dataset, answers, cell: one, cellId: cellId(one) });
    }
    await store.close();
    const rows = ask(folder);
    expect(rows.filter(({ clients }) => clients === 7)).toHaveLength(3);
    // 3 answered of 8 in 0.1 s; the record before it of the same cell said 5 ms.
    expect(rows.filter(({ clients }) => clients === 9)).toMatchObject([{ engine: 'plain', runs: 1, rate: 30 }]);
    expectAlike(rows, await summarised(results));
  });
});
