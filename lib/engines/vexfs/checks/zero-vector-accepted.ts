import type { ContractCheck } from '../../contract-check';
import { firstRows } from './first-rows';
import { withRaw } from './raw';

/** Under cosine a zero vector has no distance: it must be refused. */
export const zeroVectorAccepted: ContractCheck = {
  name: 'zero-vector-accepted',
  question: 'Is a zero vector refused, which under cosine has no distance?',
  run: (kit) =>
    withRaw(kit, async (raw) => {
      const rows = firstRows(kit.data, 3);
      await raw.filled(rows);
      const { status } = await raw.add({ ids: ['999'], embeddings: [new Array<number>(kit.data.dim).fill(0)] });
      if (status >= 400) return { verdict: 'pass', what: `A zero vector is refused with ${status}.` };
      const { ids, distances } = await raw.query({ query_embeddings: [rows.embeddings[0]], n_results: 4 });
      const at = ids[0]?.indexOf('999') ?? -1;
      return {
        verdict: 'finding',
        what: `A zero vector is answered with ${status} and found at distance ${String(distances?.[0]?.[at])}.`,
        advice: 'Leave zero vectors out before you insert.',
      };
    }),
};
