import type { ContractCheck } from '../../contract-check';
import { firstRows } from './first-rows';
import { withRaw } from './raw';

/** Documents that were stored must come back. */
export const documentsNull: ContractCheck = {
  name: 'documents-null',
  question: 'Do documents that were stored come back?',
  run: (kit) =>
    withRaw(kit, async (raw) => {
      const rows = firstRows(kit.data, 3);
      const documents = rows.ids.map((id) => `text of ${id}`);
      await raw.filled({ ...rows, documents });
      const answer = await raw.query({
        query_embeddings: [rows.embeddings[0]],
        n_results: 3,
        include: ['documents', 'distances'],
      });
      const found = answer.documents?.[0] ?? [];
      const numbers = { stored: 3, returned: found.filter((text) => documents.includes(text ?? '')).length };
      if (numbers.returned === 3) return { verdict: 'pass', what: '3 documents were stored and came back.', numbers };
      return {
        verdict: 'finding',
        what: `3 documents were stored; the answer holds ${JSON.stringify(found)}.`,
        numbers,
        advice: 'Keep documents elsewhere.',
      };
    }),
};
