import type { Metric } from '../../datasets/dataset';
import { LabError } from '../../base/lab-error';
import { checkBatch, checkQuery } from '../adapter/check-vectors';
import type { AttachedCollection, Collection, CollectionSpec, Filter } from '../engine';
import { batchesOf, recordsAtOnce } from './batches';
import type { PineconeAccount } from './connection';
import { makeIndex } from './paid-index';
import { until } from './until';

/**
 * A collection in an index of its own; ids are the dataset's in decimal. Distances: squared Euclidean, 1 − cosine, or minus the
 * inner product (Pinecone's own scores are cosine and inner product, the more the nearer).
 *
 * Pinecone is eventually consistent: it acknowledges before it finds. `ready` waits until as many vectors are counted as
 * were acknowledged; that the index holds them is then what Pinecone says. https://docs.pinecone.io/guides/index-data/check-data-freshness
 * @returns also the request for its statistics, the cheapest that goes where searches go
 */
export async function openPinecone(
  account: PineconeAccount,
  spec: CollectionSpec,
): Promise<{ collection: Collection; stats: () => Promise<unknown> }> {
  const { client, call, signal, countedMs, pollMs } = account;
  const { cloud, region } = spec.build as { cloud: string; region: string };
  const paid = await makeIndex(client, { dim: spec.dim, metric: spec.metric, cloud, region }, account);
  const index = client.index(paid.host);
  /** Known here, because a count that is too low may be one that is late, or an id that came twice. */
  const ids = new Set<number>();
  let twice: number | undefined;
  let dropped = false;

  const checkOpen = (): void => {
    if (dropped) throw new LabError({ code: 'closed', where: 'pinecone', what: 'the collection was dropped' });
  };
  const count = async (): Promise<number> => (await call(() => index.describeIndexStats())).totalRecordCount ?? 0;

  const searching = searchingPinecone(account, spec, paid.host);
  const collection: Collection = {
    async insert(batch) {
      checkOpen();
      checkBatch(batch, spec, 'pinecone');
      for (const records of batchesOf(batch)) {
        signal?.throwIfAborted();
        await call(() => index.upsert({ records }));
        for (const id of records.map((record) => Number(record.id))) {
          if (ids.has(id)) twice = id;
          ids.add(id);
        }
      }
    },

    async ready() {
      checkOpen();
      const look = async (): Promise<{ done: boolean; seen: string }> => {
        const counted = await count();
        return { done: counted === ids.size, seen: `${counted} vectors are counted where ${ids.size} are due` };
      };
      await until(look, { deadlineMs: countedMs, pollMs, signal });
    },

    verify() {
      if (twice === undefined) return Promise.resolve();
      const what = `id ${twice} came twice, the later vector stands`;
      return Promise.reject(new LabError({ code: 'duplicate-id', where: 'pinecone', what }));
    },

    async search(query, k, filter) {
      checkOpen();
      return searching.search(query, k, filter);
    },

    async remove(gone) {
      checkOpen();
      for (let at = 0; at < gone.length; at += recordsAtOnce) {
        const part = Array.from(gone.subarray(at, at + recordsAtOnce));
        await call(() => index.deleteMany({ ids: part.map(String) }));
        for (const id of part) ids.delete(id);
      }
    },

    async count() {
      checkOpen();
      return await count();
    },

    async readBack() {
      checkOpen();
      const { spec: made, metric } = await call(() => client.control.describeIndex(paid.name));
      const { serverless } = made as { serverless?: { cloud: string; region: string } };
      return { cloud: serverless?.cloud ?? 'unknown', region: serverless?.region ?? 'unknown', metric };
    },

    handle: () => paid.host,

    async drop() {
      dropped = true;
      await paid.delete();
    },
  };
  return { collection, stats: () => index.describeIndexStats() };
}

/** Searches in the index at that host. */
export function searchingPinecone(
  { client, call }: Pick<PineconeAccount, 'client' | 'call'>,
  spec: CollectionSpec,
  host: string,
): AttachedCollection {
  const index = client.index(host);
  return {
    async search(query, k, filter) {
      checkQuery(query, k, spec, 'pinecone');
      const { matches } = await call(() =>
        index.query({ vector: Array.from(query), topK: k, ...(filter && { filter: conditionOf(filter) }) }),
      );
      const distances = matches.map(({ score = NaN }) => toDistance[spec.metric](score));
      return { ids: matches.map(({ id }) => Number(id)), distances };
    },
  };
}

/** https://docs.pinecone.io/guides/search/filter-by-metadata */
const conditionOf = ({ attribute, equals }: Filter): object => ({
  [attribute]: equals === null ? { $exists: false } : { $eq: equals },
});

const toDistance: Readonly<Record<Metric, (score: number) => number>> = {
  l2: (score) => score,
  cosine: (score) => 1 - score,
  ip: (score) => -score,
};
