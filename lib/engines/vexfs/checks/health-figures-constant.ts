import type { ContractCheck } from '../../contract-check';
import { isObject } from '../generation';
import { firstRows } from './first-rows';
import { type Raw, withRaw } from './raw';

const [n, queries] = [200, 100];
const routes = ['/metrics', '/vexfs/v1/health'];
/** What no server can leave as it is while documents come and queries go. */
const mustChange = /documents|per_second/;

/** Figures that a server publishes about its work must come of its work. */
export const healthFiguresConstant: ContractCheck = {
  name: 'health-figures-constant',
  question: 'Do the figures that it publishes about itself come of its work?',
  run: (kit) =>
    withRaw(kit, async (raw) => {
      const before = await figures(raw);
      if (before.size === 0) {
        const what = `It publishes no counts or rates at ${routes.join(' or ')}.`;
        return { verdict: 'not-applicable', what };
      }
      const rows = firstRows(kit.data, n);
      await raw.filled(rows);
      for (let i = 0; i < queries; i++) await raw.query({ query_embeddings: [rows.embeddings[i]], n_results: 10 });
      const after = await figures(raw);
      const frozen = [...before].filter(([name, value]) => after.get(name) === value);
      const numbers = { figures: before.size, frozen: frozen.length };
      const work = `${n} insertions and ${queries} queries`;
      if (frozen.length === 0)
        return { verdict: 'pass', what: `Its ${before.size} counts and rates changed with ${work}.`, numbers };
      const list = frozen.map(([name, value]) => `${name} ${value}`).join(', ');
      const advice = 'Quote none of its figures: they are constants.';
      return { verdict: 'finding', what: `What ${work} left as it was: ${list}.`, numbers, advice };
    }),
};

/** The counts and rates of the routes, by name. */
async function figures(raw: Raw): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const collect = (value: unknown): void => {
    if (!isObject(value)) return;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'number' && mustChange.test(name)) found.set(name, inner);
      else collect(inner);
    }
  };
  for (const route of routes) {
    const { status, body } = await raw.send('GET', route);
    if (status === 200 && body.startsWith('{')) collect(JSON.parse(body));
  }
  return found;
}
