import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../../base/lab-error';
import { makeFolder } from '../../base/make-folder';
import { processIdentity } from '../../base/process-identity';
import type { Engine, EngineContext } from '../engine';
import { oneAtATime } from '../install/one-at-a-time';
import { makeDataFolder } from '../process/data-folder';
import { logTail } from '../process/log-tail';
import { type KeptServer, keptData, keptFolder, keptServer } from './kept-server';

/** Longest time for a server to stop: its own grace and that of what it started. */
const stoppingMs = 40_000;

type Context = Pick<EngineContext, 'env' | 'signal' | 'progress'>;

/**
 * Starts an engine's server and leaves it running when the lab ends; at once where one is kept already, also where another
 * process is just starting it. Installs it first where it must be. LabError `not-supported` (no server), `not-ready` (with its
 * log) or the installation's.
 */
export async function keepServer(engine: Engine, context: Context): Promise<KeptServer & { already: boolean }> {
  const { name } = engine;
  const { env } = context;
  if (!engine.server) {
    const what =
      engine.kind === 'server'
        ? `${name} runs only inside a run: it has no server that could be kept`
        : `${name} is no server that could be started (it is ${engine.kind})`;
    throw new LabError({ code: 'not-supported', where: name, what, remedy: 'leave it out' });
  }
  return alone(name, context, async () => {
    const there = keptServer(name, env);
    if (there) return { ...there, already: true };
    await engine.installation?.run(context);
    makeDataFolder(keptData(name, env), name);
    return { ...(await startHolder(name, context)), already: false };
  });
}

async function startHolder(name: string, { env, signal }: Context): Promise<KeptServer> {
  const logFile = join(keptFolder(env), `${name}.holder.log`);
  const log = openSync(logFile, 'w');
  const holder = spawn(process.execPath, [join(__dirname, 'hold-server.js'), name], {
    detached: true,
    // While its input is open somebody waits for it.
    stdio: ['pipe', log, log],
    env,
  });
  closeSync(log);
  let ended = false;
  holder.once('exit', () => (ended = true));
  holder.once('error', () => (ended = true));
  holder.unref();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const kept = keptServer(name, env);
      if (kept && kept.holder === holder.pid) return kept;
      if (ended) {
        const what = `its server did not start: ${logTail(logFile) || 'it said nothing'}`;
        throw new LabError({ code: 'not-ready', where: name, what, remedy: `see ${logFile}` });
      }
      await sleep(50);
    }
  } catch (thrown) {
    if (!ended) holder.kill('SIGTERM');
    throw thrown;
  } finally {
    holder.stdin?.destroy();
  }
}

/** Ends a kept server, and removes its data where asked; false where none was kept. */
export async function endKept(name: string, context: Context, removeData: boolean): Promise<boolean> {
  const { env } = context;
  if (!existsSync(keptFolder(env))) return false;
  return alone(name, context, async () => {
    const kept = keptServer(name, env);
    if (kept) await endHolder(name, kept);
    if (removeData) await rm(keptData(name, env), { recursive: true, force: true });
    return kept !== undefined;
  });
}

async function endHolder(name: string, { holder, holderIdentity }: KeptServer): Promise<void> {
  process.kill(holder, 'SIGTERM');
  const deadline = performance.now() + stoppingMs;
  while (processIdentity(holder) === holderIdentity) {
    if (performance.now() > deadline) {
      const what = `its server, held by process ${holder}, did not end within ${stoppingMs / 1000} s`;
      throw new LabError({ code: 'timed-out', where: name, what, remedy: `kill -9 ${holder}` });
    }
    await sleep(50);
  }
}

/** One process at a time starts or ends the kept server of that name. */
function alone<T>(name: string, { env, signal, progress }: Context, work: () => Promise<T>): Promise<T> {
  makeFolder(keptFolder(env));
  const stage = `waiting while another process starts or ends ${name}`;
  const waiting = (): void => progress?.({ stage, done: 0, total: 0, unit: 's' });
  return oneAtATime(join(keptFolder(env), `${name}.lock`), { ...(signal && { signal }), waiting }, work);
}
