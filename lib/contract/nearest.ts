import type { Metric } from '../datasets/dataset';
import type { ContractSample } from '../engines/contract-check';
import type { Capabilities, Collection } from '../engines/engine';
import { distance } from '../exact/distance';

/** Neighbours asked for wherever a check says recall. */
export const k = 10;

/** Ids of the true k nearest among the rows that pass `keep`, nearest first. */
export function nearest(
  { ids, vectors, dim }: ContractSample,
  metric: Metric,
  query: Float32Array,
  count: number,
  keep: (row: number) => boolean = () => true,
): number[] {
  return Array.from(ids, (id, row) => ({ id, row }))
    .filter(({ row }) => keep(row))
    .map(({ id, row }) => ({ id, distance: distance(metric, vectors, row * dim, query, 0, dim) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ id }) => id);
}

/** Mean share of the true 10 nearest among the answers to the sample's queries, asked one by one. */
export async function recall(collection: Collection, data: ContractSample, metric: Metric): Promise<number> {
  let hits = 0;
  for (const query of data.queries) {
    const truth = new Set(nearest(data, metric, query, k));
    const { ids } = await collection.search(query, k);
    hits += new Set(Array.from(ids).filter((id) => truth.has(id))).size;
  }
  return hits / (k * data.queries.length);
}

/** The metric of a check that is not about metrics: Euclidean where the engine has it. */
export const usualMetric = ({ metrics }: Capabilities): Metric =>
  metrics.includes('l2') ? 'l2' : (metrics[0] ?? 'l2');
