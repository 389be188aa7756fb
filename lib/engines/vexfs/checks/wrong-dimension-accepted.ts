import type { ContractCheck } from '../../contract-check';
import { firstRows } from './first-rows';
import { withRaw } from './raw';

/** A vector of another dimension must be refused when it is added, and when it is a query. */
export const wrongDimensionAccepted: ContractCheck = {
  name: 'wrong-dimension-accepted',
  question: 'Are vectors and queries of another dimension refused?',
  run: (kit) =>
    withRaw(kit, async (raw) => {
      const { dim } = kit.data;
      const rows = firstRows(kit.data, 3);
      await raw.filled(rows);
      const short = (rows.embeddings[0] ?? []).slice(0, dim / 2);
      const added = await raw.add({ ids: ['999'], embeddings: [short] });
      const asked = await raw.send('POST', `${raw.path}/query`, { query_embeddings: [short], n_results: 3 });
      if (added.status >= 400 && asked.status >= 400) {
        const what = `A vector of dimension ${dim / 2} among ${dim} is refused with ${added.status}, a query with ${asked.status}.`;
        return { verdict: 'pass', what };
      }
      const { ids, distances } = await raw.query({ query_embeddings: [rows.embeddings[0]], n_results: 4 });
      const at = ids[0]?.indexOf('999') ?? -1;
      const distance = at < 0 ? 'not found' : `at distance ${String(distances?.[0]?.[at])}`;
      return {
        verdict: 'finding',
        what: `A vector of dimension ${dim / 2} among ${dim} is answered with ${added.status}, a query with ${asked.status}; the vector is then ${distance}.`,
        advice: 'Check the dimension before you insert: nothing else will.',
      };
    }),
};
