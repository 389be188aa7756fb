import type { ContractCheck } from '../../engines/contract-check';
import { attempt } from '../attempt';
import { k } from '../nearest';
import { settle } from '../settle';
import { many, sentences, told } from '../words';
import { unfiltered } from './unfiltered';

/** Texts that get lost on the way: escaped, cut, normalised, or taken for nothing. */
const texts: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'emoji', text: '🦉🏳️‍🌈👩🏽‍🚀' },
  { name: 'Chinese', text: '向量数据库' },
  { name: 'right to left', text: 'قاعدة بيانات' },
  { name: 'a composed é', text: 'caf\u00e9' },
  { name: 'a decomposed é', text: 'cafe\u0301' },
  { name: 'quotes', text: `it's "quoted" \\ and ; -- done` },
  { name: 'newlines and tabs', text: 'first\nsecond\r\n\tthird' },
  { name: 'blanks around', text: '  blanks  ' },
  { name: 'the empty text', text: '' },
  { name: 'a number as text', text: '007' },
  { name: '10,000 letters', text: 'x'.repeat(10_000) },
  { name: '10,000 letters but for the last', text: `${'x'.repeat(9_999)}y` },
];

export const textAttributes: ContractCheck = {
  name: 'text-attributes',
  question: 'Do texts of any kind come through: is each found by itself, and by nothing else?',
  async run(kit) {
    if (!kit.connection.capabilities.filter) return unfiltered(kit);
    const { ids, vectors, dim, queries } = kit.data;
    const collection = await kit.open({ capacity: texts.length, attributes: { text: 'text' } });
    const refused: string[] = [];
    for (const [row, { name, text }] of texts.entries()) {
      const batch = { ids: ids.slice(row, row + 1), vectors: vectors.slice(row * dim, (row + 1) * dim) };
      const done = await attempt(() => collection.insert({ ...batch, attributes: [{ text }] }));
      if (!done.ok) refused.push(`${name} (${told(done.error)})`);
    }
    await settle(collection);
    const lost: string[] = [];
    for (const [row, { name, text }] of texts.entries()) {
      if (refused.some((line) => line.startsWith(`${name} (`))) continue;
      const asked = await attempt(() =>
        collection.search(queries[0] as Float32Array, k, { attribute: 'text', equals: text }),
      );
      const found = asked.ok ? Array.from(asked.value.ids) : [];
      if (!asked.ok) lost.push(`${name} (${told(asked.error)})`);
      else if (found.length !== 1 || found[0] !== ids[row]) lost.push(`${name} (${many(found.length, 'hit')})`);
    }
    const what = sentences([
      `${texts.length - lost.length - refused.length} of ${texts.length} texts are found by themselves alone`,
      ...(lost.length > 0 ? [`Not: ${lost.join(', ')}`] : []),
      ...(refused.length > 0 ? [`Refused: ${refused.join(', ')}`] : []),
    ]);
    const numbers = { texts: texts.length, lost: lost.length, refused: refused.length };
    if (lost.length > 0)
      return { verdict: 'finding', what, numbers, advice: 'Filter only by plain short text with it.' };
    return { verdict: refused.length > 0 ? 'fact' : 'pass', what, numbers };
  },
};
