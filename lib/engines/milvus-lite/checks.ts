import { messageOf } from '../../base/lab-error';
import type { ContractCheck } from '../contract-check';

const advice = 'Do not conclude from describeIndex that an index is there: flush, release and load, as the lab does.';

/** An index that one cannot tell from a scan is measured as a scan. */
export const bufferCheck: ContractCheck = {
  name: 'milvus-lite-buffer',
  question: 'Does it say which of its rows are indexed, while they lie in a buffer that every search scans?',
  async run(kit) {
    const build = { index_type: 'HNSW', M: 4, efConstruction: 20, nlist: 128 };
    const search = { ef: 10, nprobe: 10 };
    const { capabilities } = kit.connection;
    const metric = capabilities.metrics[0] ?? 'l2';
    const collection = await kit.open({ build, search, metric, attributes: undefined });
    await collection.insert({ ids: kit.data.ids, vectors: kit.data.vectors });
    const { indexed_rows, state } = await collection.readBack();
    const before = await kit.recall(collection, metric);
    await collection.ready();
    const after = await kit.recall(collection, metric);
    const numbers = { indexedRows: Number(indexed_rows), recallBefore: before, recallAfter: after };
    const what =
      `Right after the insert it reports ${String(indexed_rows)} of ${kit.data.ids.length} rows indexed, ${String(state)}; ` +
      `recall@10 at ef 10 is ${before.toFixed(3)} then and ${after.toFixed(3)} when it was flushed and loaded.`;
    const pretends = Number(indexed_rows) > 0 && before > after + 0.02;
    return { verdict: pretends ? 'finding' : 'pass', what, numbers, ...(pretends && { advice }) };
  },
};

export const unbuiltIndexCheck: ContractCheck = {
  name: 'milvus-lite-unbuilt-index',
  question: 'Does it say that an index is finished which it cannot build?',
  async run(kit) {
    const build = { index_type: 'IVF_PQ', M: 4, efConstruction: 20, nlist: 16 };
    const collection = await kit.open({ build, attributes: undefined });
    await collection.insert({ ids: kit.data.ids, vectors: kit.data.vectors });
    const failure = await collection.ready().then(
      () => undefined,
      (error: unknown) => messageOf(error),
    );
    const { index_type, indexed_rows, state } = await collection.readBack();
    const reported = `it reports ${String(index_type)}, ${String(indexed_rows)} rows indexed, ${String(state)}`;
    if (failure === undefined) return { verdict: 'fact', what: `It builds IVF_PQ; ${reported}.` };
    const pretends = Number(indexed_rows) > 0;
    const what = `It cannot build IVF_PQ (${failure}); ${reported}.`;
    return { verdict: pretends ? 'finding' : 'pass', what, ...(pretends && { advice }) };
  },
};
