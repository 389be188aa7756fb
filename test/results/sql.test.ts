import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isMeasured } from 'vexlab/dist/analysis/panels';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { canonicalJson } from 'vexlab/dist/base/canonical-json';
import { projectRoot } from 'vexlab/dist/base/paths';
import { createRun, readRuns } from 'vexlab/dist/results/run-store';
import { missingRecord, okRecord, plausibleRecords } from '../views/fixture-records';
import { sampleHead } from './sample-record';

const readme = readFileSync(resolve(__dirname, '../../results/README.md'), 'utf8');
const query = /```sql\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';

interface Setting {
  dataset: string;
  engine: string;
  search: object;
  clients: number;
  runs: number;
  rate: number;
}

/** What DuckDB finds below a folder. Search parameters that only other engines have are null there. */
function ask(folder: string, sql = query): Setting[] {
  const python = join(projectRoot, '.venv', 'bin', 'python');
  const out = execFileSync(python, [join(__dirname, 'ask.py')], { cwd: folder, input: sql, encoding: 'utf8' });
  return (JSON.parse(out) as [string, string, string, number, number, number][]).map(
    ([dataset, engine, search, clients, runs, rate]) => {
      const given = Object.entries(JSON.parse(search) as object).filter(([, value]) => value !== null);
      return { dataset, engine, search: Object.fromEntries(given), clients, runs, rate };
    },
  );
}

/** What the lab finds in the runs of a folder. */
async function summarised(folder: string): Promise<Setting[]> {
  const { runs } = await readRuns(folder);
  const measured = summarise(runs.flatMap(({ records }) => records)).filter(isMeasured);
  return measured.map(({ dataset, engine, search, clients, repetitions, qps }) => ({
    ...{ dataset: dataset.name, engine: engine.name, search, clients, runs: repetitions, rate: qps.value },
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
    await store.close();
    const rows = ask(folder);
    // 3 answered of 8 in 0.1 s; the record before it of the same cell said 5 ms.
    expect(rows.filter(({ clients }) => clients === 9)).toMatchObject([{ engine: 'plain', runs: 1, rate: 30 }]);
    expectAlike(rows, await summarised(results));
  });
});
