import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { LabError, messageOf } from '../../base/lab-error';
import type { EngineContext } from '../engine';
import { logTail } from '../process/log-tail';

/**
 * Runs an installer to its end with its output in `log`, which is begun anew. An installer tells no total: progress is the
 * seconds that it took so far. LabError `install-failed` with the log's last lines, or the signal's reason.
 */
export async function runInstaller(
  name: string,
  [file, ...args]: readonly [string, ...string[]],
  log: string,
  { stage, env, signal, progress }: { stage: string } & Pick<EngineContext, 'env' | 'signal' | 'progress'>,
): Promise<void> {
  signal?.throwIfAborted();
  const output = openSync(log, 'w');
  const began = performance.now();
  const tick = (): void => {
    const seconds = Math.round((performance.now() - began) / 1000);
    progress?.({ stage, done: seconds, total: 0, unit: 's' });
  };
  const timer = setInterval(tick, 1000);
  try {
    tick();
    await new Promise<void>((resolve, reject) => {
      const installer = spawn(file, args, { env, stdio: ['ignore', output, output], signal });
      installer.once('error', (error) => reject(signal?.aborted ? (signal.reason as Error) : failed(messageOf(error))));
      installer.once('close', (code) => (code === 0 ? resolve() : reject(failed(`it ended with code ${code}`))));
    });
  } finally {
    clearInterval(timer);
    closeSync(output);
  }

  function failed(why: string): LabError {
    const tail = logTail(log);
    return new LabError({
      code: 'install-failed',
      where: name,
      what: `${[file, ...args].join(' ')}: ${why}`,
      remedy: `see ${log}${tail && `: ${tail}`}`,
    });
  }
}
