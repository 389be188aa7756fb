import { writeFileSync } from 'node:fs';
import { LabError } from '../../base/lab-error';
import type { EngineContext } from '../engine';
import { startGuarded } from '../process/guarded-process';
import { logTail } from '../process/log-tail';

/**
 * Runs an installer to its end with its output in `log`, which is begun anew. An installer tells no total: progress is the
 * seconds that it took so far. LabError `install-failed` with the log's last lines, or the signal's reason; either way, and
 * also where the lab is killed, the installer and all that it started have ended.
 */
export async function runInstaller(
  name: string,
  [file, ...args]: readonly [string, ...string[]],
  log: string,
  { stage, env, signal, progress }: { stage: string } & Pick<EngineContext, 'env' | 'signal' | 'progress'>,
): Promise<void> {
  signal?.throwIfAborted();
  writeFileSync(log, '');
  const began = performance.now();
  const tick = (): void => {
    const seconds = Math.round((performance.now() - began) / 1000);
    progress?.({ stage, done: seconds, total: 0, unit: 's' });
  };
  // Also keeps the lab alive: a guarded process by itself does not.
  const timer = setInterval(tick, 1000);
  try {
    tick();
    const installer = await startGuarded({ file, args, env }, log);
    const stop = (): void => void installer.stop();
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    const { code } = await installer.exited;
    signal?.removeEventListener('abort', stop);
    signal?.throwIfAborted();
    if (code !== 0) throw failed(name, [file, ...args], log, code);
  } finally {
    clearInterval(timer);
  }
}

function failed(name: string, command: readonly string[], log: string, code: number): LabError {
  const tail = logTail(log);
  return new LabError({
    code: 'install-failed',
    where: name,
    what: `${command.join(' ')}: it ended with code ${code}`,
    remedy: `see ${log}${tail && `: ${tail}`}`,
  });
}
