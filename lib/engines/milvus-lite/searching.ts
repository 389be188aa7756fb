import { ConsistencyLevelEnum } from '@zilliz/milvus2-sdk-node';
import { checkQuery } from '../adapter/check-vectors';
import type { AttachedCollection, CollectionSpec, Params } from '../engine';
import { expressionOf } from './attributes';
import type { LiteServer } from './connection';
import { metricTypes, searchParams } from './index-parameters';
import { accepted } from './reply';

/** Searches in a collection of that name, with the parameters that are in force at each. */
export const searchingLite = (
  server: LiteServer,
  spec: CollectionSpec,
  collection_name: string,
  inForce: () => Params,
): AttachedCollection => ({
  async search(query, k, filter) {
    checkQuery(query, k, spec, 'milvus-lite');
    const request = {
      collection_name,
      anns_field: 'vector',
      data: Array.from(query),
      limit: k,
      metric_type: metricTypes[spec.metric],
      params: searchParams(spec.build, inForce()),
      // Without this it answers with the vectors too.
      output_fields: ['id'],
      consistency_level: ConsistencyLevelEnum.Strong,
      ...(filter && { filter: expressionOf(filter, spec.attributes ?? {}) }),
    };
    const { results } = await server.timed(async (client) => accepted(await client.search(request)));
    const hits = results as readonly { id: string; score: number }[];
    return { ids: hits.map(({ id }) => Number(id)), distances: hits.map(({ score }) => score) };
  },
});
