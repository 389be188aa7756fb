import type { DescribeIndexResponse } from '@zilliz/milvus2-sdk-node';
import { LabError } from '../../base/lab-error';
import type { Params } from '../engine';

/** Milvus's names of the metrics. */
export const metricTypes = { l2: 'L2', cosine: 'COSINE', ip: 'IP' } as const;

/** What an index is asked for with: only what its type knows, since Milvus Lite repeats whatever it was given. */
export function indexRequest({ index_type, M, efConstruction, nlist }: Params, metric_type: string) {
  const params = index_type === 'HNSW' ? { M, efConstruction } : index_type === 'FLAT' ? {} : { nlist };
  return { field_name: 'vector', index_name: 'vector', index_type: String(index_type), metric_type, params };
}

/** Of the search parameters those that the type of the index knows. */
export function searchParams({ index_type }: Params, { ef, nprobe }: Params): Params {
  if (index_type === 'HNSW') return { ef: ef as number };
  return index_type === 'FLAT' ? {} : { nprobe: nprobe as number };
}

/** The index as Milvus Lite reports it: `indexed_rows` and `state` too, which say no more than that it was asked for. */
export function reportedIndex({ index_descriptions: [index] }: DescribeIndexResponse): Params {
  if (!index) throw new LabError({ code: 'not-found', where: 'milvus-lite', what: 'it reports no index' });
  const told = Object.fromEntries(index.params.map(({ key, value }) => [key, String(value)]));
  return {
    index_type: told.index_type ?? '',
    metric_type: told.metric_type ?? '',
    ...(JSON.parse(told.params ?? '{}') as Params),
    indexed_rows: Number(index.indexed_rows),
    state: index.state,
  };
}
