import type { ContractCheck } from '../../contract-check';
import { firstRows } from './first-rows';
import { withRaw } from './raw';

/** An `add` with fewer embeddings than ids must be refused: some of its ids can never be found. */
export const fewerEmbeddingsThanIdsAccepted: ContractCheck = {
  name: 'fewer-embeddings-than-ids-accepted',
  question: 'Is an add with fewer embeddings than ids refused?',
  run: (kit) =>
    withRaw(kit, async (raw) => {
      const { ids, embeddings } = firstRows(kit.data, 5);
      const { status } = await raw.add({ ids, embeddings: embeddings.slice(0, 2) });
      if (status >= 400) return { verdict: 'pass', what: `5 ids with 2 embeddings are refused with ${status}.` };
      const found = (await raw.query({ query_embeddings: [embeddings[0]], n_results: 5 })).ids[0]?.length ?? 0;
      return {
        verdict: 'finding',
        what: `5 ids with 2 embeddings are answered with ${status}; a query for all of them finds ${found}.`,
        numbers: { ids: 5, embeddings: 2, found },
        advice: 'Count ids and embeddings before you send them.',
      };
    }),
};
