import type { ContractCheck } from '../../contract-check';
import { firstRows } from './first-rows';
import { withRaw } from './raw';

const n = 20;

/** `where` must leave out what does not match. */
export const whereIgnored: ContractCheck = {
  name: 'where-ignored',
  question: 'Does `where` leave out what does not match?',
  run: (kit) =>
    withRaw(kit, async (raw) => {
      const rows = firstRows(kit.data, n);
      const metadatas = rows.ids.map((_, row) => ({ colour: row % 4 === 0 ? 'red' : 'blue' }));
      await raw.filled({ ...rows, metadatas });
      const red = new Set(rows.ids.filter((_, row) => row % 4 === 0));
      const { ids } = await raw.query({
        query_embeddings: [rows.embeddings[0]],
        n_results: n,
        where: { colour: 'red' },
        include: ['metadatas', 'distances'],
      });
      const found = ids[0] ?? [];
      const wrong = found.filter((id) => !red.has(id)).length;
      const numbers = { asked: red.size, found: found.length, wrong };
      if (wrong === 0 && found.length === red.size) {
        return { verdict: 'pass', what: `Asked where colour = red, it finds the ${red.size} that are red.`, numbers };
      }
      return {
        verdict: 'finding',
        what: `Asked where colour = red, it finds ${found.length} vectors, of which ${wrong} are not red (${red.size} are).`,
        numbers,
        advice: 'Do not filter with it: its answers are those of a search without a filter.',
      };
    }),
};
