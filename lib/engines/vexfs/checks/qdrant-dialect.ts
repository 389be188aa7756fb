import type { ContractCheck, ContractKit, Outcome } from '../../contract-check';
import { type Raw, withRaw } from './raw';

const n = 12;

/** A keyword filter of Qdrant's must find what matches it. */
export const qdrantDialectKeywordFilterEmpty: ContractCheck = {
  name: 'qdrant-dialect-keyword-filter-empty',
  question: "Does a keyword filter of Qdrant's dialect find what matches?",
  run: (kit) =>
    withPoints(kit, async (raw) => {
      const found = await search(raw, { key: 'colour', match: { value: 'red' } });
      const right = found.length === n / 2 && found.every((id) => id % 2 === 0);
      const numbers = { matching: n / 2, found: found.length };
      const what = `Asked for colour = red, as ${n / 2} of ${n} points are, it finds ${found.length}.`;
      if (right) return { verdict: 'pass', what, numbers };
      const advice = "Do not filter in Qdrant's dialect: an empty answer there says nothing.";
      return { verdict: 'finding', what, numbers, advice };
    }),
};

/** A range and an integer must leave out what lies outside. */
export const qdrantDialectIntegerFilterIgnoresBounds: ContractCheck = {
  name: 'qdrant-dialect-integer-filter-ignores-bounds',
  question: "Does an integer filter of Qdrant's dialect keep to its bounds?",
  run: (kit) =>
    withPoints(kit, async (raw) => {
      const range = await search(raw, { key: 'number', range: { gte: 9 } });
      const equal = await search(raw, { key: 'number', match: { value: 3 } });
      const numbers = { range: range.length, equal: equal.length };
      const what = `Asked for number ≥ 9, as 3 of ${n} points are, it finds ${range.length}; for number = 3, as 1 is, ${equal.length}.`;
      if (range.length === 3 && equal.length === 1) return { verdict: 'pass', what, numbers };
      const advice = "Do not filter in Qdrant's dialect: its answers are those of a search without a filter.";
      return { verdict: 'finding', what, numbers, advice };
    }),
};

/** Points 0 to 11 with a colour (even: red) and a number (their id), put there in Qdrant's dialect. */
function withPoints(kit: ContractKit, work: (raw: Raw) => Promise<Outcome>): Promise<Outcome> {
  return withRaw(kit, async (raw): Promise<Outcome> => {
    if (raw.generation === 'wrapped')
      return { verdict: 'not-applicable', what: "It has no routes of Qdrant's dialect." };
    const points = Array.from({ length: n }, (_, id) => ({
      id,
      vector: [1, id],
      payload: { colour: id % 2 === 0 ? 'red' : 'blue', number: id },
    }));
    await raw.ask('PUT', `/collections/${raw.name}/points`, { points });
    return work(raw);
  });
}

async function search({ name, ask }: Raw, condition: object): Promise<number[]> {
  const body = { vector: [1, 1], limit: n, filter: { must: [condition] }, with_payload: true };
  const { result } = (await ask('POST', `/collections/${name}/points/search`, body)) as { result: { id: number }[] };
  return result.map(({ id }) => id);
}
