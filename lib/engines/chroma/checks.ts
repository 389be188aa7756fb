import type { ContractCheck } from '../contract-check';

const advice =
  'After a change of ef_search start the server again, or make a collection for each value; do not trust what is reported.';

/** The lab's `configure` starts the server again, so that only a change by the client alone shows what its users get. */
export const modifyIgnored: ContractCheck = {
  name: 'ef-search-modify-ignored',
  question: 'Is a change of ef_search by modify alone in force, without a restart of the server?',
  async run(kit) {
    const { address, capabilities } = kit.connection;
    const { ChromaClient } = await import('chromadb');
    const url = new URL(address?.CHROMA_URL ?? '');
    const ssl = url.protocol === 'https:';
    const client = new ChromaClient({ host: url.hostname, port: Number(url.port) || (ssl ? 443 : 80), ssl });
    const metric = capabilities.metrics[0] ?? 'l2';
    const build = { max_neighbors: 4, ef_construction: 20 };
    const [low, high] = [10, 400];
    const made = (ef_search: number) => kit.filled({ build, search: { ef_search }, metric, attributes: undefined });

    const changed = await made(low);
    const before = await kit.recall(changed, metric);
    const name = changed.handle?.() as string;
    await (await client.getCollection({ name })).modify({ configuration: { hnsw: { ef_search: high } } });
    const reported = (await client.getCollection({ name })).configuration.hnsw?.ef_search;
    const after = await kit.recall(changed, metric);
    const due = await kit.recall(await made(high), metric);

    const what =
      `Modified from ${low} to ${high}, it reports ef_search ${String(reported)}; recall@10 is ${before.toFixed(3)} before and ` +
      `${after.toFixed(3)} after, and ${due.toFixed(3)} in a collection made with ${high}.`;
    const numbers = { reported: Number(reported), before, after, due };
    if (due < before + 0.02) return { verdict: 'broken', what: `The sample shows no difference. ${what}`, numbers };
    const ignored = reported === high && after < (before + due) / 2;
    return { verdict: ignored ? 'finding' : 'pass', what, numbers, ...(ignored && { advice }) };
  },
};
