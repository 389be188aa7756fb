import type { Progress } from '../base/progress';
import { checkVectors } from './check-vectors';
import type { Dataset, Vectors } from './dataset';
import { datasetDigest } from './digest';
import { rowNumbers } from './ids';
import { seededRandom, type Random } from './random';
import { allocateVectors } from './shared-vectors';
import { syntheticName, type SyntheticSpec } from './synthetic-spec';

/** Standard deviations: of cluster centres, of points about theirs (1), of the noise in every dimension. */
const centreSpread = 4;
const noise = 0.01;

/**
 * Gaussian clusters in `intrinsic` dimensions, laid into `dim` by a random orthonormal map, with a little noise in
 * every dimension. Queries are drawn like base rows. The same spec gives the same bytes. Always marked synthetic.
 */
export async function synthetic(
  spec: SyntheticSpec,
  { progress, signal }: { progress?: Progress | undefined; signal?: AbortSignal | undefined } = {},
): Promise<Dataset> {
  const { dim, clusters, intrinsic, metric, seed } = spec;
  const name = syntheticName(spec);
  const random = seededRandom(seed);
  const map = orthonormal(random, dim, intrinsic);
  const centres = Float64Array.from({ length: clusters * intrinsic }, () => centreSpread * random.normal());
  const latent = new Float64Array(intrinsic);
  const draw = async (n: number, what: string): Promise<Vectors> => {
    const vectors = allocateVectors(name, 'float32', n, dim);
    for (let row = 0; row < n; row++) {
      const centre = random.below(clusters) * intrinsic;
      for (let i = 0; i < intrinsic; i++) latent[i] = (centres[centre + i] as number) + random.normal();
      for (let j = 0; j < dim; j++) {
        let sum = noise * random.normal();
        for (let i = 0; i < intrinsic; i++) sum += (map[i * dim + j] as number) * (latent[i] as number);
        vectors.data[row * dim + j] = sum;
      }
      if (row % 4096 !== 4095) continue;
      progress?.({ stage: `generating ${what}`, done: row + 1, total: n, unit: 'rows' });
      await new Promise(setImmediate);
      signal?.throwIfAborted();
    }
    checkVectors(vectors, metric, name);
    return vectors;
  };
  const base = await draw(spec.n, 'rows');
  const queries = await draw(spec.queries, 'queries');
  const ids = rowNumbers(spec.n);
  return {
    name,
    metric,
    base,
    queries,
    ids,
    attributes: new Map(),
    synthetic: true,
    digest: datasetDigest({ metric, base, queries, ids }),
    provenance: {
      source: `generated: ${clusters} Gaussian clusters in ${intrinsic} of ${dim} dimensions, seed ${seed}`,
      licence: 'none needed: generated',
    },
  };
}

/** `count` orthonormal rows of `dim` components: Gaussian rows by modified Gram–Schmidt. */
function orthonormal(random: Random, dim: number, count: number): Float64Array {
  const rows = Float64Array.from({ length: count * dim }, () => random.normal());
  const row = (i: number) => rows.subarray(i * dim, (i + 1) * dim);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, j) => sum + x * (b[j] as number), 0);
  for (let i = 0; i < count; i++) {
    const own = row(i);
    for (let before = 0; before < i; before++) {
      const other = row(before);
      const along = dot(own, other);
      for (let j = 0; j < dim; j++) own[j] = (own[j] as number) - along * (other[j] as number);
    }
    const norm = Math.sqrt(dot(own, own));
    for (let j = 0; j < dim; j++) own[j] = (own[j] as number) / norm;
  }
  return rows;
}
