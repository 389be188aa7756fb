import { LabError } from '../base/lab-error';
import type { Dataset, Metric, Neighbours, ScalarType, Vectors } from '../datasets/dataset';
import { readRow } from '../datasets/vectors';
import { norm } from '../exact/distance';
import { duplicateRows } from './duplicates';
import { intrinsicDimension, type IntrinsicDimension } from './intrinsic-dimension';
import { neighboursOfBase } from './neighbours-of-base';
import { type Spread, spreadOf } from './spread';

/** What is in a dataset, apart from its rows. */
export interface DatasetDescription {
  name: string;
  metric: Metric;
  type: ScalarType;
  n: number;
  dim: number;
  queries: number;
  synthetic: boolean;
  /** Euclidean lengths of the base rows, and of the queries where there are any. */
  norms: Spread;
  queryNorms?: Spread;
  /** Distances, as the metric defines them, of each point to its nearest base row (not itself). */
  nearest?: Spread;
  intrinsicDimension: IntrinsicDimension;
  /** Which points `nearest` and `intrinsicDimension` are of. */
  points: 'queries' | 'base rows';
  /** Base rows equal to an earlier one, and base rows of length 0. */
  duplicates: number;
  zeroVectors: number;
}

export interface DescribeOptions {
  /** Exact neighbours of the queries, if they are known; else those of a sample of base rows are computed here. */
  neighbours?: Neighbours;
  /** How many base rows to take (every n/sample-th); as many as take about a second, 10 to 200, if not given. */
  sample?: number;
}

/**
 * Describes a dataset: norms, nearest-neighbour distances, local intrinsic dimension, duplicates, zero vectors.
 * Throws a LabError: `bad-option` (sample), `bad-shape` (neighbours of other queries), `not-finite`, `zero-vector`
 * (under cosine).
 */
export function describeDataset(dataset: Dataset, { neighbours, sample }: DescribeOptions = {}): DatasetDescription {
  const { name, metric, base, queries, synthetic } = dataset;
  if (sample !== undefined && (!Number.isInteger(sample) || sample < 1)) {
    throw new LabError({ code: 'bad-option', where: `description of ${name}`, what: `sample is ${sample}, below 1` });
  }
  if (neighbours && neighbours.nq !== queries.n) {
    const what = `neighbours of ${neighbours.nq} queries were given, the dataset has ${queries.n}`;
    throw new LabError({ code: 'bad-shape', where: `description of ${name}`, what });
  }
  const norms = normsOf(base);
  const near = neighbours ?? neighboursOfBase(dataset, sample);
  const nearest = near.distances.filter((_, slot) => slot % near.k === 0);
  return {
    name,
    metric,
    type: base.type,
    n: base.n,
    dim: base.dim,
    queries: queries.n,
    synthetic,
    norms: spreadOf(norms),
    ...(queries.n > 0 ? { queryNorms: spreadOf(normsOf(queries)) } : {}),
    ...(nearest.length > 0 ? { nearest: spreadOf(nearest) } : {}),
    intrinsicDimension: dimensionOf(near, metric),
    points: neighbours ? 'queries' : 'base rows',
    duplicates: duplicateRows(base),
    zeroVectors: norms.filter((length) => length === 0).length,
  };
}

function normsOf(vectors: Vectors): Float64Array {
  const row = new Float32Array(vectors.dim);
  const norms = new Float64Array(vectors.n);
  for (let i = 0; i < vectors.n; i++) norms[i] = norm(readRow(vectors, i, row), 0, vectors.dim);
  return norms;
}

function dimensionOf({ distances, k }: Neighbours, metric: Metric): IntrinsicDimension {
  if (metric === 'ip') return { state: 'undefined', why: 'an inner product is not a distance' };
  // 1 − cosine is half the squared distance of the unit vectors; the estimate needs that distance itself.
  const lengths = metric === 'cosine' ? distances.map((distance) => Math.sqrt(2 * distance)) : distances;
  return intrinsicDimension(lengths, k);
}
