import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import type { Vectors } from 'vexlab/dist/datasets/dataset';
import { openDataset } from 'vexlab/dist/datasets/open-dataset';
import { headRows } from 'vexlab/dist/datasets/vectors';
import { exactNeighbours } from 'vexlab/dist/truth/exact-neighbours';
import { temporaryFolder } from './small-dataset';

const python = join(projectRoot, '.venv', 'bin', 'python');

/** Reads raw vectors, computes all distances in double precision by the textbook formula, prints rows and distances. */
const recount = `
import json, sys
import numpy as np
base_path, query_path, kind, dim, metric, k = sys.argv[1:7]
dim, k = int(dim), int(k)
base, queries = (np.fromfile(p, dtype=kind).reshape(-1, dim).astype(np.float64) for p in (base_path, query_path))
out = []
for q in queries:
    if metric == 'l2': d = np.sqrt(((base - q) ** 2).sum(axis=1))
    elif metric == 'ip': d = -(base @ q)
    else: d = 1 - base @ q / np.linalg.norm(base, axis=1) / np.linalg.norm(q)
    rows = np.lexsort((np.arange(len(d)), d))[:k]
    out.append([rows.tolist(), d[rows].tolist()])
print(json.dumps(out))
`;
const kinds = { uint8: 'u1', float16: '<f2', float32: '<f4' };

beforeEach((context) => {
  if (existsSync(python)) return;
  const reason = `there is no Python with NumPy at ${python}: npm run setup makes it`;
  process.stderr.write(`skipped: ${reason}\n`);
  context.skip(reason);
});

/** NumPy's sums are in double precision too, but not compensated. */
const precision = 1e-13;

const bytesOf = ({ data, n, dim }: Vectors) =>
  new Uint8Array(data.buffer, data.byteOffset, n * dim * data.BYTES_PER_ELEMENT);

it.each([
  ['sift-photos', 'l2'],
  ['sift-photos', 'ip'],
  ['wordnet-minilm', 'cosine'],
] as const)('NumPy finds the same neighbours in %s under %s', async (name, metric) => {
  const whole = await openDataset(name);
  const dataset = { ...whole, metric, queries: headRows(whole.queries, 25) };
  const { base, queries } = dataset;
  const folder = temporaryFolder();
  const files = [join(folder, 'base'), join(folder, 'queries')] as const;
  await writeFile(files[0], bytesOf(base));
  await writeFile(files[1], bytesOf(queries));
  const k = 100;
  const asked = ['-c', recount, ...files, kinds[base.type], String(base.dim), metric, String(k)];
  const { stdout } = await promisify(execFile)(python, asked, { maxBuffer: 2 ** 26 });
  const counted = JSON.parse(stdout) as [number[], number[]][];
  const found = await exactNeighbours(dataset, k);
  counted.forEach(([rows, distances], query) => {
    rows.forEach((row, rank) => {
      const slot = query * k + rank;
      const distance = distances[rank]!;
      // Sums of whole numbers are exact, so ties are ties in both; else they may fall either way.
      if (metric !== 'cosine') expect(found.rows[slot]).toBe(row);
      else if (found.rows[slot] !== row) expect(isTie(distances, rank)).toBe(true);
      const scale = metric === 'cosine' ? 1 : Math.abs(distance);
      expect(Math.abs(found.distances[slot]! - distance)).toBeLessThanOrEqual(precision * scale);
    });
  });
});

function isTie(distances: number[], rank: number): boolean {
  const near = (other: number | undefined) => other === undefined || Math.abs(other - distances[rank]!) < precision;
  return near(distances[rank - 1]) || near(distances[rank + 1]);
}
