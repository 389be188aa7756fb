import { appendFileSync } from 'node:fs';
import { platform } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../../base/lab-error';
import { firstTaken, freePort } from './free-port';
import { type GuardedProcess, startGuarded } from './guarded-process';
import { listenersOf } from './listeners';
import { logTail } from './log-tail';
import type { ServiceSpec } from './service';

/** Starts a server and waits until it answers; with a port that another was faster to take, once more with another port. */
export async function startOnSomePort(
  spec: ServiceSpec,
  logFile: string,
): Promise<{ port: number; process: GuardedProcess }> {
  let port = spec.port ?? (await freePort(spec.ports));
  const taken = spec.port === undefined ? undefined : await firstTaken(port, spec.ports);
  if (taken !== undefined) throw portInUse(spec, taken);
  for (let attempt = 1; ; attempt++) {
    const process = await startGuarded(spec.command(port), logFile);
    try {
      await untilReady(spec, port, process, logFile);
      return { port, process };
    } catch (error) {
      const anothers = error instanceof LabError && error.code === 'port-in-use';
      const lost = anothers ? port : process.exit() ? await firstTaken(port, spec.ports) : undefined;
      await process.stop();
      if (lost === undefined || attempt === 2) throw error;
      if (spec.port !== undefined) throw portInUse(spec, lost);
      port = await freePort(spec.ports);
      appendFileSync(logFile, `vexlab: port ${lost} was taken after it was chosen; one more try, on port ${port}\n`);
    }
  }
}

/** Whether it is this process that answers there: another's server answers too, while ours has not yet found its port taken. */
function listens({ pid }: GuardedProcess, port: number): boolean {
  // Elsewhere nobody tells which process listens.
  const listeners = platform === 'linux' ? listenersOf([pid]) : 'not-readable';
  return listeners === 'not-readable' || listeners.some((listener) => listener.port === port);
}

async function untilReady(spec: ServiceSpec, port: number, process: GuardedProcess, logFile: string): Promise<void> {
  const deadlineMs = spec.deadlineMs ?? 120_000;
  const end = performance.now() + deadlineMs;
  for (;;) {
    spec.signal?.throwIfAborted();
    // Whoever is asked may never answer: neither the deadline nor the death of the server waits for that.
    const ready = await Promise.race([
      spec.isReady(port).catch(() => false),
      process.exited.then(() => false),
      sleep(Math.max(0, end - performance.now()), false, { ref: false }),
    ]);
    if (process.exit()) throw diedError(spec, logFile, process);
    if (ready && !spec.elsewhere && !listens(process, port)) throw portInUse(spec, port);
    if (ready) return;
    if (performance.now() > end) {
      throw new LabError({
        code: 'not-ready',
        where: spec.name,
        what: `started (pid ${process.pid}) but did not answer on 127.0.0.1:${port} within ${deadlineMs / 1000} s`,
        remedy: `see ${logFile}${quoted(logFile)}`,
      });
    }
    await sleep(25);
  }
}

/** The error `server-died`, with the exit code and the last words of the log. */
export function diedError(spec: ServiceSpec, logFile: string, process: GuardedProcess): LabError {
  return new LabError({
    code: 'server-died',
    where: spec.name,
    what: `its server (pid ${process.pid}) ended with code ${process.exit()?.code}`,
    remedy: `see ${logFile}${quoted(logFile)}`,
  });
}

const quoted = (logFile: string): string => {
  const tail = logTail(logFile);
  return tail && `: ${tail}`;
};

const portInUse = (spec: ServiceSpec, port: number): LabError =>
  new LabError({
    code: 'port-in-use',
    where: spec.name,
    what: `port ${port} on 127.0.0.1 is in use`,
    remedy: 'end the program that listens there, or choose another port',
  });
