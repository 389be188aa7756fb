import { ConsistencyLevelEnum } from '@zilliz/milvus2-sdk-node';
import type { BatchSearching } from '../adapter/batch-searching';
import { checkQueries, checkQuery } from '../adapter/check-vectors';
import type { Answer, CollectionSpec, Filter, Params } from '../engine';
import { expressionOf } from './attributes';
import type { LiteServer } from './connection';
import { metricTypes, searchParams } from './index-parameters';
import { accepted } from './reply';

/** Searches in a collection of that name, with the parameters that are in force at each. */
export function searchingLite(
  server: LiteServer,
  spec: CollectionSpec,
  collection_name: string,
  inForce: () => Params,
): BatchSearching {
  const asked = (k: number, filter: Filter | undefined) => ({
    collection_name,
    anns_field: 'vector',
    limit: k,
    metric_type: metricTypes[spec.metric],
    params: searchParams(spec.build, inForce()),
    // Without this it answers with the vectors too.
    output_fields: ['id'],
    consistency_level: ConsistencyLevelEnum.Strong,
    ...(filter && { filter: expressionOf(filter, spec.attributes ?? {}) }),
  });
  return {
    async search(query, k, filter) {
      checkQuery(query, k, spec, 'milvus-lite');
      const request = { ...asked(k, filter), data: Array.from(query) };
      const { results } = await server.timed(async (client) => accepted(await client.search(request)));
      return answerOf(results);
    },

    async searchBatch(queries, k, filter) {
      checkQueries(queries, k, spec, 'milvus-lite');
      const request = { ...asked(k, filter), data: queries.map((query) => Array.from(query)) };
      const { results } = await server.timed(async (client) => accepted(await client.search(request)));
      // The client takes the answer to one query out of its list.
      return (queries.length === 1 ? [results as Hits] : (results as unknown as Hits[])).map(answerOf);
    },
  };
}

type Hits = readonly { id: string; score: number }[];

const answerOf = (hits: Hits): Answer => ({
  ids: hits.map(({ id }) => Number(id)),
  distances: hits.map(({ score }) => score),
});
