import { fail, pass, rule, warn, type Rule } from './rule';
import { exactly, wordFor } from './stated';

const latencies = ['meanMs', 'p50Ms', 'p95Ms', 'p99Ms'] as const;

/** Zeros that stand where nothing was measured. */
export const zeros: Rule = rule({
  check: 'zeros',
  asks: 'Is a zero a result, or “not measured”?',
  premises:
    'A run that went well answers requests, in more than no time, and finds something. A run that its publisher calls failed is not ' +
    'judged.',
  falseAlarms:
    'Most of these zeros mean “not measured”, and the advice says so: a warning to whoever averages the column. A recall from no answer ' +
    'is a contradiction.',
  row({ rate, recall, ...row }) {
    if (rate === undefined) return 'not stated: rate';
    const instant = latencies.find((name) => row[name] === 0);
    const numbers = { rate, ...(recall !== undefined && { recall }) };
    if (rate === 0 && recall !== undefined && recall > 0) {
      return fail(numbers, `a recall of ${exactly(recall)} from a run that answered nothing: its rate is 0`);
    }
    if (rate === 0) {
      const called = row.state === 'ok' ? 'of a run that is called normal' : 'of a run that is not called failed';
      return warn(numbers, `a rate of 0 ${called}: cannot be right unless 0 stands for “not measured”`);
    }
    if (recall === 0)
      return warn(
        numbers,
        'a recall of 0: cannot be right unless every answer was wrong, or 0 stands for “not measured”',
      );
    if (instant) {
      return warn(numbers, `a ${wordFor(instant)} of 0: cannot be right unless it is below the last digit printed`);
    }
    return pass(numbers, 'no zero stands among its results');
  },
});
