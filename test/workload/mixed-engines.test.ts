import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordColumns } from 'vexlab/dist/analysis/record-columns';
import { hasWrites, summariseMixed } from 'vexlab/dist/analysis/summarise-mixed';
import type { MixedSummary } from 'vexlab/dist/analysis/summary';
import { readRun, type StoredRun } from 'vexlab/dist/results/run-store';
import { run } from 'vexlab/dist/workload/run';
import { smallSweep } from './small-sweep';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-mixed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const engines = ['exact', 'hnswlib', 'chroma', 'lancedb'];
const sweep = smallSweep({
  datasets: ['sift-photos'],
  scales: [2000],
  engines,
  k: [10],
  ef: [200],
  m: 16,
  requests: 200,
  clients: [4],
  workloads: [{ type: 'mixed', inserts: 0.2, deletes: 0.2 }],
});

let stored: StoredRun;
beforeAll(async () => {
  const { dir } = await run(sweep, { output: folder, cache: join(folder, 'cache') });
  stored = await readRun(dir);
}, 120_000);

const measured = () => summariseMixed(stored.records).filter((one): one is MixedSummary => one.state === 'measured');

describe('searching real engines between writes', () => {
  it('is measured of each, with writes and without, and read back whole', () => {
    expect(stored.damaged).toBe(0);
    expect(stored.records.flatMap((record) => (record.state === 'ok' ? [] : [record.why]))).toEqual([]);
    expect(measured().map(({ engine, workload }) => [engine.name, workload.inserts])).toEqual(
      [...engines].sort().flatMap((name) => [
        [name, 0],
        [name, 0.2],
      ]),
    );
  });

  it('finds most of what is there at each moment, and nothing that was deleted', () => {
    for (const one of measured()) {
      const { engine, recall, stale, findings, failed, inserts, deletes, alone } = one;
      expect(recall?.value, engine.name).toBeGreaterThan(engine.name === 'exact' ? 0.999999 : 0.9);
      expect(recall?.value).toBeLessThanOrEqual(1);
      expect(stale, engine.name).toBe(0);
      expect(failed).toBe(0);
      const counts = ['count-after-writes', 'writes'].map(
        (name) => findings.find(({ check }) => check === name)?.verdict,
      );
      expect(counts, engine.name).toEqual(['pass', 'pass']);
      const writing = hasWrites(one);
      expect([inserts !== undefined, deletes !== undefined, alone !== undefined]).toEqual([writing, writing, writing]);
      if (writing) expect(inserts?.rate.value).toBeGreaterThan(0);
    }
  });

  it('has its shares and its recall in the flat table', () => {
    const columns = recordColumns([stored]);
    const values = (name: string) => columns.find((column) => column.name === name)?.values ?? [];
    expect(new Set(values('inserts_asked'))).toEqual(new Set([0, 0.2]));
    expect(values('recall').every((recall) => typeof recall === 'number' && recall > 0.9 && recall <= 1)).toBe(true);
  });
});
