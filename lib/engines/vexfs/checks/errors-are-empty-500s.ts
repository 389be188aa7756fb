import type { ContractCheck } from '../../contract-check';
import { withRaw } from './raw';

/** Errors must say what was wrong: a client cannot tell its own mistakes from the server's otherwise. */
export const errorsAreEmpty500s: ContractCheck = {
  name: 'errors-are-empty-500s',
  question: 'Does an error say what was wrong?',
  run: (kit) =>
    withRaw(kit, async (raw) => {
      const query = { query_embeddings: [new Array<number>(kit.data.dim).fill(1)], n_results: 1 };
      const replies = [
        await raw.send('POST', `${raw.path}-missing/query`, query),
        await raw.send('DELETE', `${raw.path}-missing`),
        await raw.send('POST', `${raw.path}/add`, 'not JSON'),
      ];
      const statuses = replies.map(({ status }) => status).join(', ');
      const empty = replies.filter(({ status, body }) => status === 500 && body === '').length;
      const numbers = { errors: replies.length, empty500s: empty };
      const what = `A query of no collection, a deletion of none and a body that is not JSON are answered with ${statuses}`;
      if (empty === 0) return { verdict: 'pass', what: `${what}.`, numbers };
      const advice = 'A 500 of this server does not say whose mistake it is: look at the request first.';
      return {
        verdict: 'finding',
        what: `${what}; ${empty} of ${replies.length} are 500s with an empty body.`,
        numbers,
        advice,
      };
    }),
};
