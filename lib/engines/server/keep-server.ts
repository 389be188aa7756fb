import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../../base/lab-error';
import type { Engine, EngineContext } from '../engine';
import { makeDataFolder } from '../process/data-folder';
import { logTail } from '../process/log-tail';
import { type KeptServer, isAlive, keptData, keptFolder, keptServer } from './kept-server';

/** Longest time for a server to stop: its own grace and that of what it started. */
const stoppingMs = 20_000;

type Context = Pick<EngineContext, 'env' | 'signal' | 'progress'>;

/**
 * Starts an engine's server and leaves it running when the lab ends; at once where one is kept already. Installs it first
 * where it must be. LabError `not-supported` (no server), `not-ready` (with its log) or the installation's.
 */
export async function keepServer(engine: Engine, context: Context): Promise<KeptServer & { already: boolean }> {
  const { name } = engine;
  const { env, signal } = context;
  if (!engine.server) {
    const what = `${name} is no server that could be started (it is ${engine.kind})`;
    throw new LabError({ code: 'not-supported', where: name, what, remedy: 'leave it out' });
  }
  const there = keptServer(name, env);
  if (there) return { ...there, already: true };
  await engine.installation?.run(context);
  makeDataFolder(keptData(name, env), name);
  const logFile = join(keptFolder(env), `${name}.holder.log`);
  const log = openSync(logFile, 'w');
  const holder = spawn(process.execPath, [join(__dirname, 'hold-server.js'), name], {
    detached: true,
    stdio: ['ignore', log, log],
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
      if (kept && kept.holder === holder.pid) return { ...kept, already: false };
      // Two at once: the other one's server serves as well.
      if (ended && kept) return { ...kept, already: true };
      if (ended) {
        const what = `its server did not start: ${logTail(logFile) || 'it said nothing'}`;
        throw new LabError({ code: 'not-ready', where: name, what, remedy: `see ${logFile}` });
      }
      await sleep(50);
    }
  } catch (thrown) {
    if (!ended) holder.kill('SIGTERM');
    throw thrown;
  }
}

/** Ends a kept server, and removes its data where asked; false where none was kept. */
export async function endKept(name: string, env: EngineContext['env'], removeData: boolean): Promise<boolean> {
  const kept = keptServer(name, env);
  if (kept) {
    process.kill(kept.holder, 'SIGTERM');
    const deadline = performance.now() + stoppingMs;
    while (keptServer(name, env) || isAlive(kept.holder)) {
      if (performance.now() > deadline) {
        const what = `its server (pid ${kept.pid}, held by ${kept.holder}) did not end within ${stoppingMs / 1000} s`;
        throw new LabError({ code: 'timed-out', where: name, what, remedy: `kill -9 ${kept.holder}` });
      }
      await sleep(50);
    }
  }
  if (removeData) await rm(keptData(name, env), { recursive: true, force: true });
  return kept !== undefined;
}
