import { rmSync, writeFileSync, renameSync } from 'node:fs';
import { messageOf } from '../../base/lab-error';
import { processIdentity } from '../../base/process-identity';
import { engineByName } from '../engine-by-name';
import { urlOn } from '../server-recipe';
import { findServer } from './find-server';
import { type KeptServer, keptData, keptFile } from './kept-server';
import { withoutPassword } from './without-password';

/**
 * The program behind `vexlab up`: starts the server of the engine named on its command line, writes where it is, and holds it
 * until SIGTERM. However this process ends, the server ends with it.
 */
async function hold(name: string): Promise<void> {
  const { env } = process;
  const engine = engineByName(name);
  const recipe = engine.server;
  if (!recipe) throw new Error(`${name} is no server`);
  const context = { dataDir: keptData(name, env), env };
  // A URL in the environment or a server on the default port is somebody else's: this one is started beside it.
  const found = await findServer(name, { ...recipe, urlVariable: '', defaultUrl: undefined }, context);
  if (found.how === 'missing') throw new Error(`${found.why}; ${found.remedy}`);
  if (!('start' in found)) throw new Error(`it is up already, at ${withoutPassword(found.url)}`);
  // Whoever asked for it waits at the other end until it is up; a start that nobody waits for any more is given up.
  const deserted = (): never => process.exit(1);
  process.stdin.once('end', deserted).resume();
  const service = await found.start(context);
  process.stdin.off('end', deserted).destroy();
  const file = keptFile(name, env);
  const end = async (): Promise<void> => {
    rmSync(file, { force: true });
    await service.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void end().catch(fail));
  process.once('SIGINT', () => void end().catch(fail));
  const kept: KeptServer = {
    url: urlOn(recipe, service.port),
    ...(service.unseen ? { unseen: service.unseen } : { pid: service.pid() }),
    ...(found.version && { version: found.version }),
    holder: process.pid,
    holderIdentity: processIdentity(process.pid) ?? '',
    logFile: service.logFile,
  };
  // The URL may carry a password.
  writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  // A server that ends by itself needs no holder any more.
  const watch = setInterval(() => {
    void service.died().then((died) => {
      if (!died) return;
      clearInterval(watch);
      rmSync(file, { force: true });
      console.error(died.message);
      process.exit(1);
    });
  }, 1000);
}

function fail(error: unknown): never {
  console.error(messageOf(error));
  process.exit(1);
}

hold(process.argv[2] ?? '').catch(fail);
