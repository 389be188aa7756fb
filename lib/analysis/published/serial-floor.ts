import { pass, rule, warn, type Rule } from './rule';
import { exactly, said, stated } from './stated';

/** A quarter may be lost to starting the clients, which some tools count into the rate. */
const enough = 0.75;

/** The one bound between a p99 with one client and the best rate over several numbers of clients. */
export const serialFloor: Rule = rule({
  check: 'serial-floor',
  asks: 'Is the best rate at least what one client reaches?',
  premises:
    'One client whose requests take at most the serial p99 answers 1 / p99 a second or more, unless the slowest 1 % decide the mean. The ' +
    'best rate over several numbers of clients is no less, unless more clients make the engine slower than one.',
  falseAlarms:
    'A p99 is far above the mean as a rule: the bound is weak and seldom reached. A quarter may be lost besides, and the verdict is no ' +
    'more than a warning.',
  row(row) {
    const found = stated(row, ['rate', 'p99Ms']);
    if (typeof found === 'string') return found;
    if (row.latencyOf !== 'serial') return 'its latency is not of a pass with one client';
    const { rate, p99Ms } = found;
    const floor = 1000 / p99Ms;
    const numbers = { rate, floor };
    const sum = `the best rate is ${exactly(rate)}/s; one client with requests of ${exactly(p99Ms)} ms reaches ${said(floor)}/s`;
    return rate >= enough * floor
      ? pass(numbers, sum)
      : warn(
          numbers,
          `${sum}: cannot be right unless a few very slow requests decide the mean, or more clients are slower than one`,
        );
  },
});
