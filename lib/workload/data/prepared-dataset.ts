import type { Dataset, Neighbours } from '../../datasets/dataset';
import { toFloat32 } from '../../datasets/vectors';
import type { RecordCommon } from '../../results/record';
import type { Rung } from './filter-ladder';
import { rowOfId } from './row-of-id';

/** A dataset with what every cell of it needs, made once and before anything is measured. */
export interface PreparedDataset {
  dataset: Dataset;
  /** One view a query, all over one array. */
  queries: readonly Float32Array[];
  /** That array: n × dim, in shared memory. */
  queryComponents: Float32Array;
  /** The exact neighbours for each k of the sweep. */
  truth: ReadonlyMap<number, Neighbours>;
  /** For each share of the sweep's ladders, the rows that pass and the exact neighbours among them, for each k. */
  rungs: ReadonlyMap<number, PreparedRung>;
  rowOf: (id: number) => number | undefined;
}

export interface PreparedRung extends Rung {
  /** Fewer than k where fewer rows pass. */
  truth: ReadonlyMap<number, Neighbours>;
}

export function prepareDataset(
  dataset: Dataset,
  truth: ReadonlyMap<number, Neighbours>,
  rungs: ReadonlyMap<number, PreparedRung> = new Map(),
): PreparedDataset {
  const { n, dim } = dataset.queries;
  const components = toFloat32(dataset.queries);
  return {
    dataset,
    queries: Array.from({ length: n }, (_, query) => components.subarray(query * dim, (query + 1) * dim)),
    queryComponents: components,
    truth,
    rungs,
    rowOf: rowOfId(dataset.ids),
  };
}

/** What a record says of its dataset. */
export const datasetFacts = ({ name, digest, base, queries, metric, synthetic }: Dataset): RecordCommon['dataset'] => ({
  name,
  digest,
  n: base.n,
  dim: base.dim,
  queries: queries.n,
  metric,
  synthetic,
});
