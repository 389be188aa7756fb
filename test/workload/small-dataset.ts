import type { Dataset, Neighbours } from 'vexlab/dist/datasets/dataset';
import { seededRandom } from 'vexlab/dist/datasets/random';
import { scan } from 'vexlab/dist/exact/scan';

/** Random vectors; ids run backwards from 1000 + n, so that an id is never by chance its row. */
export function smallDataset(n = 200, nq = 40, dim = 8): Dataset {
  const random = seededRandom(7);
  const vectors = (rows: number) => {
    const data = new Float32Array(new SharedArrayBuffer(rows * dim * 4));
    for (let i = 0; i < data.length; i += 1) data[i] = random.normal();
    return { n: rows, dim, type: 'float32' as const, data };
  };
  return {
    name: 'small',
    metric: 'l2',
    base: vectors(n),
    queries: vectors(nq),
    ids: Uint32Array.from({ length: n }, (_, row) => 1000 + n - row),
    attributes: new Map(),
    synthetic: true,
    digest: `small-${n}-${nq}-${dim}`,
    provenance: { source: 'random numbers', licence: 'none' },
  };
}

/** Exact neighbours by a scan of each query. */
export function smallTruth({ base, queries, metric }: Dataset, k: number): Neighbours {
  const rows = new Uint32Array(queries.n * k);
  const distances = new Float64Array(queries.n * k);
  for (let query = 0; query < queries.n; query += 1) {
    const vector = (queries.data as Float32Array).subarray(query * queries.dim, (query + 1) * queries.dim);
    const found = scan(base.data as Float32Array, base.n, base.dim, metric, vector, k);
    rows.set(found.rows, query * k);
    distances.set(found.distances, query * k);
  }
  return { nq: queries.n, k, rows, distances };
}
