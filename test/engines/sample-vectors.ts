import { seededRandom as random } from 'vexlab/dist/analysis/random';
import type { Metric } from 'vexlab/dist/datasets/dataset';

/** Clustered vectors and queries of the same clusters, and the true neighbours, worked out here in the plainest way. */
export interface Sample {
  readonly dim: number;
  readonly ids: Uint32Array;
  readonly vectors: Float32Array;
  readonly queries: readonly Float32Array[];
}

export { random };

/** n vectors in clusters around 20 centres; the ids are not the rows, so that an adapter must map them. */
export function sample(n: number, dim: number, queryCount = 40, seed = 7): Sample {
  const uniform = random(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const centres = Array.from({ length: 20 }, () => Float32Array.from({ length: dim }, normal));
  const draw = (): Float32Array => {
    const centre = centres[Math.floor(uniform() * centres.length)] as Float32Array;
    return centre.map((component) => component + normal());
  };
  const vectors = new Float32Array(n * dim);
  for (let row = 0; row < n; row++) vectors.set(draw(), row * dim);
  const ids = Uint32Array.from({ length: n }, (_, row) => 1_000_003 + row * 7);
  return { dim, ids, vectors, queries: Array.from({ length: queryCount }, draw) };
}

/** Distance by the definition: the smaller, the nearer. */
export function distance(metric: Metric, x: Float32Array, y: Float32Array): number {
  let dot = 0;
  let xx = 0;
  let yy = 0;
  let squares = 0;
  x.forEach((a, i) => {
    const b = y[i] as number;
    dot += a * b;
    xx += a * a;
    yy += b * b;
    squares += (a - b) ** 2;
  });
  if (metric === 'l2') return Math.sqrt(squares);
  return metric === 'ip' ? -dot : 1 - dot / Math.sqrt(xx * yy);
}

export function vectorOf({ ids, vectors, dim }: Sample, id: number): Float32Array {
  const row = ids.indexOf(id);
  if (row < 0) throw new Error(`no vector has id ${id}`);
  return vectors.subarray(row * dim, (row + 1) * dim);
}

/** Ids of the k nearest, nearest first. */
export function nearest(data: Sample, metric: Metric, query: Float32Array, k: number): number[] {
  return Array.from(data.ids, (id, row) => {
    const vector = data.vectors.subarray(row * data.dim, (row + 1) * data.dim);
    return { id, distance: distance(metric, vector, query) };
  })
    .sort((a, b) => a.distance - b.distance)
    .slice(0, k)
    .map(({ id }) => id);
}
