import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordColumns } from 'vexlab/dist/analysis/record-columns';
import { summariseFiltered } from 'vexlab/dist/analysis/summarise-filtered';
import type { FilteredSummary } from 'vexlab/dist/analysis/summary';
import { readRun, type StoredRun } from 'vexlab/dist/results/run-store';
import { run } from 'vexlab/dist/workload/run';
import { smallSweep } from './small-sweep';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-filtered-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const selectivities = [0.002, 0.1, 0.9];
const sweep = smallSweep({
  datasets: ['sift-photos'],
  scales: [2000],
  engines: ['hnswlib', 'chroma', 'lancedb'],
  k: [10],
  ef: [200],
  m: 16,
  requests: 50,
  workloads: [{ type: 'filtered', selectivities }],
});

let stored: StoredRun;
beforeAll(async () => {
  const { dir } = await run(sweep, { output: folder, cache: join(folder, 'cache') });
  stored = await readRun(dir);
}, 120_000);

const summaries = () => summariseFiltered(stored.records);
const measured = () => summaries().filter((summary): summary is FilteredSummary => summary.state === 'measured');

describe('filtered searches of real engines', () => {
  it('are read back whole from the file', () => {
    expect(stored.damaged).toBe(0);
    expect(stored.records).toHaveLength(3 * selectivities.length);
  });

  it('respect the filter, and find most of what passes it', () => {
    expect(measured().map(({ engine, filter }) => [engine.name, filter.selectivity, filter.matching])).toEqual(
      ['chroma', 'lancedb'].flatMap((name) => [
        [name, 0.002, 4],
        [name, 0.1, 200],
        [name, 0.9, 1800],
      ]),
    );
    for (const { findings, recall, failed, engine, filter } of measured()) {
      const respected = findings.find(({ check }) => check === 'filter-respected');
      expect(respected, `${engine.name} at ${filter.selectivity}`).toMatchObject({
        verdict: 'pass',
        numbers: { wrong: 0 },
      });
      expect(failed).toBe(0);
      expect(recall?.value, `${engine.name} at ${filter.selectivity}`).toBeGreaterThan(0.9);
      expect(recall?.value).toBeLessThanOrEqual(1);
    }
  });

  it('are skipped where the engine has no filter, in one summary', () => {
    expect(summaries().filter(({ state }) => state === 'missing')).toMatchObject([
      { engine: { name: 'hnswlib' }, reason: 'skipped', cells: 3, why: 'hnswlib cannot search with a filter' },
    ]);
  });

  it('have their share and their recall in the flat table', () => {
    const columns = recordColumns([stored]);
    const values = (name: string) => columns.find((column) => column.name === name)?.values ?? [];
    const rows = values('engine').map((engine, i) => [engine, values('selectivity')[i], values('rows_matching')[i]]);
    expect(rows).toContainEqual(['lancedb', 0.1, 200]);
    expect(rows).toContainEqual(['hnswlib', 0.1, null]);
    const recalls = values('recall').filter((recall) => recall !== null);
    expect(recalls).toHaveLength(measured().length);
  });
});
