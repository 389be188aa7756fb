import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset, Metric, Neighbours, Vectors } from 'vexlab/dist/datasets/dataset';
import { datasetDigest } from 'vexlab/dist/datasets/digest';
import { onTestFinished } from 'vitest';
import { random } from '../exact/exact-arithmetic';

/** Vectors written out as rows. */
export function vectors(rows: number[][]): Vectors {
  const dim = rows[0]?.length ?? 2;
  const data = new Float32Array(new SharedArrayBuffer(rows.length * dim * 4));
  data.set(rows.flat());
  return { n: rows.length, dim, type: 'float32', data };
}

/** A dataset of a few vectors. */
export function smallDataset(
  metric: Metric,
  base: number[][] | Vectors,
  queries: number[][] | Vectors,
  truth?: Neighbours,
): Dataset {
  const parts = {
    metric,
    base: Array.isArray(base) ? vectors(base) : base,
    queries: Array.isArray(queries) ? vectors(queries) : queries,
  };
  const ids = Uint32Array.from({ length: parts.base.n }, (_, i) => i);
  return {
    name: 'small',
    ...parts,
    ids,
    attributes: new Map(),
    ...(truth ? { truth } : {}),
    synthetic: true,
    digest: datasetDigest({ ...parts, ids }),
    provenance: { source: 'made in a test', licence: 'none' },
  };
}

/** Random vectors with components from −0.5 to 0.5, the same in every run. */
export function randomVectors(n: number, dim: number, seed: number): Vectors {
  const next = random(seed);
  const data = new Float32Array(new SharedArrayBuffer(n * dim * 4));
  for (let i = 0; i < data.length; i++) data[i] = next() - 0.5;
  return { n, dim, type: 'float32', data };
}

/** A folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vexlab-truth-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
