import { connect } from 'node:net';
import { join } from 'node:path';
import type { EngineContext, FoundBy } from '../engine';
import type { GoProgram } from '../install/go-program';
import { makeDataFolder } from '../process/data-folder';
import { type Service, startService } from '../process/service';
import type { ServerRecipe } from '../server-recipe';
import { ownSecret } from '../server/own-secret';
import { urlOfPort } from './address';
import { enter } from './enter';
import { portsOfServer, serverEnvironment } from './environment';

/** Where a server that the lab starts keeps its data. */
export const weaviateData = (dataDir: string): string => join(dataDir, 'weaviate');

/** Weaviate's server: built from its module, or its container. */
export const weaviateRecipe = (program: GoProgram): ServerRecipe => ({
  urlVariable: 'WEAVIATE_URL',
  defaultUrl: 'http://127.0.0.1:8080',
  container: { service: 'weaviate', ports: 2 },
  url: urlOfPort,
  answers,

  async local({ env }) {
    const { version } = program;
    const installed = program.installed(env);
    const lacks = installed ? undefined : await program.lacks(env);
    if (lacks) return { missing: lacks.why, remedy: lacks.remedy };
    return {
      why: installed ? program.file(env) : `not installed yet: its first start builds it (${program.what})`,
      version: version.replace(/^v/, ''),
      async start(context) {
        await program.run(context);
        return start(program.file(env), context);
      },
    };
  },
});

function start(file: string, { dataDir, env, signal }: EngineContext): Promise<Service> {
  const folder = weaviateData(dataDir);
  makeDataFolder(folder, 'weaviate');
  const secret = ownSecret(env);
  return startService({
    name: 'weaviate',
    dataDir,
    ports: portsOfServer,
    command: (port) => ({
      file,
      args: ['--host', '127.0.0.1', '--port', String(port), '--scheme', 'http'],
      env: serverEnvironment(env, folder, secret, port),
    }),
    isReady: async (port) => (await answers(urlOfPort(port), env, 1000, 'started')) && (await accepts(port + 1)),
    signal,
  });
}

/** Whether a Weaviate answers that lets the lab in, and is ready. */
async function answers(url: string, env: EngineContext['env'], timeoutMs: number, how: FoundBy): Promise<boolean> {
  try {
    if (!(await enter(url, env, timeoutMs, how))) return false;
    const ready = new URL('/v1/.well-known/ready', url);
    return (await fetch(ready, { signal: AbortSignal.timeout(timeoutMs) })).ok;
  } catch {
    return false;
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false)).once('connect', () => socket.destroy());
  });
}
