import type { ContractCheck } from '../../contract-check';
import { firstRows } from './first-rows';
import { withRaw } from './raw';

/** As many answers as there are queries in a request. */
export const batchAnswersFirstQueryOnly: ContractCheck = {
  name: 'batch-answers-first-query-only',
  question: 'Is every query of a request answered?',
  run: (kit) =>
    withRaw(kit, async (raw) => {
      const rows = firstRows(kit.data, 10);
      await raw.filled(rows);
      const { ids } = await raw.query({ query_embeddings: rows.embeddings.slice(0, 3), n_results: 1 });
      const numbers = { queries: 3, answers: ids.length };
      if (ids.length === 3) return { verdict: 'pass', what: 'A request with 3 queries gets 3 answers.', numbers };
      return {
        verdict: 'finding',
        what: `A request with 3 queries gets ${ids.length} answer${ids.length === 1 ? '' : 's'}, with status 200.`,
        numbers,
        advice: 'Send queries one by one: who sends several measures one and counts all.',
      };
    }),
};
