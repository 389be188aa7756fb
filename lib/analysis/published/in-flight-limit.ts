import { inFlightLimits } from '../../workload/checks/checks';
import { pass, rule, warn, type Rule } from './rule';
import { exactly, said, stated } from './stated';

/** Share of the clients that has to be possible. */
const [enough] = inFlightLimits.warn;

/** Where no mean is printed: what the p99 lets be in flight. */
export const inFlightLimit: Rule = rule({
  check: 'in-flight-limit',
  asks: 'Does the p99 leave room for the clients on the label?',
  premises:
    'Rate and p99 are of the same requests in a closed loop. The mean is at most 0.99 × p99 + 0.01 × the mean of the slowest 1 %, so ' +
    'that rate × p99 is about the most that was in flight unless those are far slower.',
  falseAlarms:
    'Below three quarters of the label only; the advice says how slow the slowest 1 % would have to be, and the verdict is no more ' +
    'than a warning.',
  row(row) {
    const found = stated(row, ['rate', 'p99Ms', 'clients']);
    if (typeof found === 'string') return found;
    if (row.latencyOf !== 'same') return 'the p99 is not said to be of the requests that made the rate';
    const { rate, p99Ms, clients } = found;
    const atMost = (rate * p99Ms) / 1000;
    const sum = `${exactly(rate)} requests/s × p99 ${exactly(p99Ms)} ms: about ${said(atMost)} in flight at most; the label says ${exactly(clients)}`;
    if (atMost >= enough * clients) return pass({ atMost, clients }, sum);
    const slowestMs = ((clients / rate) * 1000 - 0.99 * p99Ms) / 0.01;
    return warn(
      { atMost, clients, slowestMs },
      `${sum}: cannot be right unless the slowest 1 % took ${said(slowestMs)} ms on average`,
    );
  },
});
