import { setMaxListeners } from 'node:events';
import { exitCode } from './exit-code';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * An abort signal that the first Ctrl-C (or SIGTERM, SIGHUP) sets, so that the work can stop cleanly;
 * the second ends the process at once.
 */
export function interruptSignal(say: (line: string) => void): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  // Every open engine listens; Node warns of more than ten as of a leak.
  setMaxListeners(0, controller.signal);
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(exitCode.interrupted);
    say('vexlab: stopping after the present step, what was measured is kept; once more ends at once');
    controller.abort();
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
