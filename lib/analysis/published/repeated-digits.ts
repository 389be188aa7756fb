import { pass, rule, warn, type Rule } from './rule';
import { exactly, significantDigits, stated, wordFor } from './stated';

const latencies = ['meanMs', 'p50Ms', 'p95Ms', 'p99Ms'] as const;
/** So many digits agree by chance once in 10,000 rows. */
const enoughDigits = 4;

/** A latency with the digits of the recall: one was copied into the other's column. */
export const repeatedDigits: Rule = rule({
  check: 'repeated-digits',
  asks: 'Are recall and a latency the same number?',
  premises: 'Recall and latency have nothing to do with each other, so that their digits agree by chance only.',
  falseAlarms: 'Four significant digits agree by chance once in about 10,000 rows; with fewer a row is not judged.',
  row(row) {
    const found = stated(row, ['recall']);
    if (typeof found === 'string') return found;
    const { recall } = found;
    if (significantDigits(recall) < enoughDigits) return `the recall has fewer than ${enoughDigits} digits`;
    const known = latencies.filter((name) => (row[name] ?? 0) > 0);
    if (known.length === 0) return 'not stated: a latency';
    const same = known.find((name) =>
      [1, 1000].some((unit) => Math.abs((row[name] as number) - recall * unit) < 1e-9 * unit),
    );
    if (!same) return pass({ recall }, 'no latency has the digits of the recall');
    const printed = row[same] as number;
    const unit = Math.abs(printed - recall) < 1e-9 ? 'ms' : 's';
    return warn(
      { recall, [same]: printed },
      `its ${wordFor(same)} is ${exactly(recall)} ${unit} and its recall ${exactly(recall)}: cannot be right unless ` +
        `${significantDigits(recall)} digits agree by chance`,
    );
  },
});
