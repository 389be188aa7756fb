import type { ContractCheck } from '../../contract-check';
import { firstRows } from './first-rows';
import { api, withRaw } from './raw';

/** Who has no right key must not read where keys are asked for. */
export const wrongKeyMayRead: ContractCheck = {
  name: 'wrong-key-may-read',
  question: 'Is a query with a wrong key refused?',
  run: (kit) =>
    withRaw(kit, async (raw) => {
      const rows = firstRows(kit.data, 2);
      await raw.filled(rows);
      const wrong = { key: 'vexlab-wrong-key' };
      const query = { query_embeddings: [rows.embeddings[0]], n_results: 1 };
      const read = await raw.send('POST', `${raw.path}/query`, query, wrong);
      const write = await raw.send('POST', api, { name: `${raw.name}-wrong`, metadata: {} }, wrong);
      if (write.status === 200) await raw.ask('DELETE', `${api}/${raw.name}-wrong`);
      const numbers = { readStatus: read.status, writeStatus: write.status };
      const what = `With a wrong key a query is answered with ${read.status}, a creation with ${write.status}.`;
      if (read.status >= 400 && write.status >= 400) return { verdict: 'pass', what, numbers };
      const advice = 'Let nobody reach it from outside this machine.';
      if (raw.generation === 'wrapped') return { verdict: 'fact', what: `It knows no keys. ${what}`, numbers, advice };
      return { verdict: 'finding', what, numbers, advice };
    }),
};
