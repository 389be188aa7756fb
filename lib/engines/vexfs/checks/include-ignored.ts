import type { ContractCheck } from '../../contract-check';
import { firstRows } from './first-rows';
import { withRaw } from './raw';

const parts = ['distances', 'metadatas', 'documents'] as const;

/** `include` must keep out of the answer what it does not name. */
export const includeIgnored: ContractCheck = {
  name: 'include-ignored',
  question: 'Does `include` keep out of the answer what it does not name?',
  run: (kit) =>
    withRaw(kit, async (raw) => {
      const rows = firstRows(kit.data, 3);
      await raw.filled({ ...rows, metadatas: rows.ids.map(() => ({ colour: 'red' })) });
      const answer = await raw.query({ query_embeddings: [rows.embeddings[0]], n_results: 3, include: [] });
      const unasked = parts.filter((part) => answer[part] !== null && answer[part] !== undefined);
      if (unasked.length === 0) return { verdict: 'pass', what: 'An answer to `include: []` holds nothing but ids.' };
      return {
        verdict: 'finding',
        what: `An answer to \`include: []\` holds ${unasked.join(', ')} all the same.`,
        advice: 'Its answers cannot be made smaller: their size is part of every rate.',
      };
    }),
};
