import { littlesLaw as law } from '../../workload/checks/checks';
import { fail, pass, rule, warn, type Rule } from './rule';
import { exactly, said, stated } from './stated';

/** The lab's own check of its records, held against a published rate, mean latency and number of clients. */
export const littlesLaw: Rule = rule({
  check: 'littles-law',
  asks: 'Are rate × mean latency the clients on the label?',
  premises:
    'Rate and mean are of the same requests, and each client on the label sends the next request when it has the answer: then rate × ' +
    'mean is what was in flight. More than the label is impossible; less means that clients stood still.',
  falseAlarms:
    'The limits are those of the lab’s own records: up to a tenth may be lost to start and end of a window, a quarter before it is called ' +
    'a contradiction, and 5 % may be rounding.',
  row(row) {
    const found = stated(row, ['rate', 'meanMs', 'clients']);
    if (typeof found === 'string') return found;
    if (row.latencyOf !== 'same') return 'the mean latency is not said to be of the requests that made the rate';
    const { rate, meanMs, clients } = found;
    const { verdict, numbers } = law({ requests: rate, windowMs: 1000, meanLatencyMs: meanMs, clients });
    const inFlight = (rate * meanMs) / 1000;
    const sum = `${exactly(rate)} requests/s × ${exactly(meanMs)} ms are ${said(inFlight)} in flight; the label says ${exactly(clients)}`;
    if (verdict === 'pass') return pass(numbers, sum);
    if (verdict === 'warn')
      return warn(numbers, `${sum}: cannot be right unless starting and stopping are in the rate`);
    const why =
      inFlight > clients
        ? 'that many clients cannot have more in flight'
        : `its clients stood still for ${said((1 - inFlight / clients) * 100)} % of the time, or the three are not of one run`;
    return fail(numbers, `${sum}: ${why}`);
  },
});
