import type { PublishedRow } from '../../results/published/published-row';
import { fail, pass, rule, type Rule } from './rule';
import { exactly, wordFor, type Numeric } from './stated';

const shares: readonly Numeric[] = ['recall', 'ndcg'];
const amounts: readonly Numeric[] = ['rate', 'meanMs', 'p50Ms', 'p95Ms', 'p99Ms', 'loadS', 'loaded'];
const counts: readonly Numeric[] = ['k', 'clients', 'rows', 'dim'];

/** Figures that cannot be what they are called. */
export const ranges: Rule = rule({
  check: 'ranges',
  asks: 'Can each figure be what it is called?',
  premises:
    'Recall and NDCG are shares, 0 to 1. Rates, times and counts are not negative; k is at most the number of vectors.',
  falseAlarms: 'None but for a table that was read in the wrong unit: recall in per cent would fail.',
  row(row) {
    const known = [...shares, ...amounts, ...counts].filter((member) => row[member] !== undefined);
    if (!known.some((member) => !counts.includes(member))) return 'no figure is stated';
    const wrong = known.filter((member) => !possible(member, row));
    const numbers = { figures: known.length, impossible: wrong.length };
    if (wrong.length === 0) return pass(numbers, 'every figure lies in its range');
    const named = wrong.map((member) => `${wordFor(member)} ${exactly(row[member] as number)}`);
    return fail(numbers, `out of range: ${named.join(', ')}`);
  },
});

function possible(member: Numeric, row: PublishedRow): boolean {
  const value = row[member] as number;
  if (shares.includes(member)) return value >= 0 && value <= 1;
  if (counts.includes(member))
    return Number.isInteger(value) && value >= 1 && (member !== 'k' || value <= (row.rows ?? value));
  return value >= 0;
}
