import type { PublishedRow } from '../../results/published/published-row';
import { groupBy } from './group-by';
import { pass, ruleOverRows, warn, type Rule, type Verdict } from './rule';
import { exactly, significantDigits, stated } from './stated';

const enoughDigits = 6;

/** Two rows with the same rate, latency and recall to the last digit. */
export const repeatedRun: Rule = ruleOverRows({
  check: 'repeated-run',
  asks: 'Is it another row’s figures once more?',
  premises: 'Two runs, however alike, do not take the same time to the last digit.',
  falseAlarms:
    'Rates of six and more significant digits are compared only, and p99 and recall have to agree too: by chance less than once in a ' +
    'table of thousands.',
  rows(rows) {
    const sharing = groupBy(rows, (row) => JSON.stringify([row.rate, row.p99Ms, row.meanMs, row.recall]));
    return rows.map((row): Verdict => {
      const found = stated(row, ['rate']);
      if (typeof found === 'string') return found;
      const { rate } = found;
      if (significantDigits(rate) < enoughDigits) return `the rate has fewer than ${enoughDigits} digits`;
      if (row.p99Ms === undefined && row.meanMs === undefined) return 'not stated: a latency';
      const others = (sharing.get(row) as readonly PublishedRow[]).filter((other) => other !== row);
      const numbers = { rate, rowsWithIt: others.length };
      return others.length === 0
        ? pass(numbers, 'no other row has its rate, latency and recall')
        : warn(
            numbers,
            `${exactly(rate)} requests/s with the same latency and recall also stand at ${others.map(({ id }) => id).join(', ')}: cannot be right ` +
              'unless both rows are one run',
          );
    });
  },
});
