import type { ContractCheck, Outcome } from '../../engines/contract-check';
import { type Listener, listenersOf } from '../../engines/process/listeners';
import { many } from '../words';

/** `listeners` is another only in tests. */
export const loopbackCheck = (listeners = listenersOf): ContractCheck => ({
  name: 'listens-on-loopback',
  question: 'Does it listen on the loopback address alone?',
  run({ connection }): Promise<Outcome> {
    const pids = connection.pids();
    const notApplicable = (what: string): Promise<Outcome> => Promise.resolve({ verdict: 'not-applicable', what });
    if (pids.length === 0) return notApplicable('The lab knows no process of it.');
    if (process.platform !== 'linux') return notApplicable('Only Linux says which process listens where.');
    const found = listeners(pids);
    if (found === 'not-readable') return notApplicable('Its processes belong to another user.');
    const numbers = { listening: found.length, open: found.filter(isOpen).length };
    const named = (some: readonly Listener[]): string =>
      some.map(({ address, port }) => `${address}:${port}`).join(', ');
    if (found.length === 0) return Promise.resolve({ verdict: 'fact', what: 'It listens on no TCP port.', numbers });
    if (found.every(({ apart }) => apart)) {
      const what = `It listens in a network of its own, out of reach of others: ${named(found)}.`;
      return Promise.resolve({ verdict: 'fact', what, numbers });
    }
    if (numbers.open === 0)
      return Promise.resolve({ verdict: 'pass', what: `It listens on ${named(found)}.`, numbers });
    return Promise.resolve({
      verdict: 'finding',
      what: `${many(numbers.open, 'port')} can be reached from other machines: ${named(found.filter(isOpen))}.`,
      numbers,
      advice: 'Put it behind a firewall or into a network namespace of its own.',
    });
  },
});

const isOpen = ({ loopback, apart }: Listener): boolean => !loopback && !apart;
