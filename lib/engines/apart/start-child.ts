import { fork } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../base/lab-error';
import { pendingCalls, type Reply } from '../adapter/pending-calls';
import type { EngineContext } from '../engine';
import { makeDataFolder } from '../process/data-folder';
import { logTail } from '../process/log-tail';
import type { ApartMethods } from './child';

/** A process of the lab's own that holds an embedded engine. */
export interface ApartChild {
  readonly pid: number;
  call<Name extends keyof ApartMethods>(
    method: Name,
    ...given: Parameters<ApartMethods[Name]>
  ): Promise<Awaited<ReturnType<ApartMethods[Name]>>>;
  /** Lets it go of its collections and end; LabError where it does not end as told. */
  stop(): Promise<void>;
  /** Kill -9, resolved when it is gone. Safe to call twice. */
  kill(): Promise<void>;
}

/**
 * Starts the child; that it answers is known after its first call.
 * @param enginesFile a module whose `engines` has the engine
 */
export function startChild(name: string, { dataDir, env }: EngineContext, enginesFile: string): ApartChild {
  makeDataFolder(dataDir, name);
  const logFile = join(dataDir, `${name}.log`);
  const log = openSync(logFile, 'a');
  const child = fork(join(__dirname, 'child.js'), [enginesFile, name, dataDir], {
    // The lab's own flags, e.g. a debugger's port, are not for two processes.
    execArgv: [],
    env,
    // Vectors go over as they are, not as JSON.
    serialization: 'advanced',
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const { pid = 0, channel } = child;
  const calls = pendingCalls(
    name,
    // Where it is gone, its exit says so.
    (call) => void child.send(call, () => undefined),
    (waiting) => (waiting ? channel?.ref() : channel?.unref()),
  );
  let asked = false;
  const exited = new Promise<string>((resolve) => {
    const end = (how: string): void => {
      const tail = logTail(logFile);
      const what = asked ? 'the connection was closed' : `its process (pid ${pid}) ended ${how}${tail && `: ${tail}`}`;
      calls.end(new LabError({ code: asked ? 'closed' : 'server-died', where: name, what }));
      resolve(how);
    };
    child.once('exit', (code, signal) => end(signal ? `by ${signal}` : `with code ${code}`));
    child.on('error', (error) => end(`before it began (${error.message})`));
  });
  child.on('message', (reply: Reply) => calls.answer(reply));
  child.unref();
  channel?.unref();

  const ended = async (expected: string): Promise<void> => {
    asked = true;
    child.ref();
    const how = await exited;
    if (how === expected) return;
    throw new LabError({ code: 'server-died', where: name, what: `its process ended ${how}, not ${expected}` });
  };
  return {
    pid,
    call: (method, ...[argument]) => calls.call(method, argument) as Promise<never>,
    async stop() {
      await calls.call('letGo', undefined);
      child.disconnect();
      await ended('with code 0');
    },
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await ended('by SIGKILL');
    },
  };
}
