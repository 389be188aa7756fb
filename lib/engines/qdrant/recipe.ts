import { execFile } from 'node:child_process';
import { accessSync, constants, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../base/lab-error';
import type { EngineContext } from '../engine';
import { makeDataFolder } from '../process/data-folder';
import { startService } from '../process/service';
import type { ServerRecipe } from '../server-recipe';
import { addressOf } from './address';
import { ownConfiguration } from './own-configuration';

/** Working folder of a server that the lab starts, and below it what it stores; whole paths, because it is started there. */
const home = (dataDir: string): string => resolve(dataDir, 'qdrant');
export const qdrantData = (dataDir: string): string => join(home(dataDir), 'storage');

/** Qdrant's server: the program `qdrant` on PATH, or its container. */
export const qdrantRecipe = (): ServerRecipe => ({
  urlVariable: 'QDRANT_URL',
  urlParts: ['path'],
  defaultUrl: 'http://127.0.0.1:6333',
  container: { service: 'qdrant' },
  answers: (url, _, timeoutMs) => answersAsQdrant(url, timeoutMs),

  async local({ env }) {
    const remedy =
      'put the program qdrant (https://github.com/qdrant/qdrant/releases) on PATH, or set QDRANT_URL to a server';
    const program = onPath('qdrant', env);
    if (!program) return { missing: 'no server runs, and there is no program qdrant on PATH', remedy };
    let version: string | undefined;
    try {
      const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 5000 });
      version = /\d+\.\d+\.\d+\S*/.exec(stdout)?.[0];
    } catch (error) {
      return { missing: `no server runs, and ${program} does not either: ${messageOf(error)}`, remedy };
    }
    return {
      why: `qdrant ${version ?? 'of an unknown version'} at ${program}`,
      ...(version && { version }),
      start: (context) => start(program, context),
    };
  },
});

function start(program: string, { dataDir, env, signal }: EngineContext) {
  const folder = home(dataDir);
  const configuration = join(folder, 'qdrant.yaml');
  makeDataFolder(qdrantData(dataDir), 'qdrant');
  return startService({
    name: 'qdrant',
    dataDir,
    command(port) {
      writeFileSync(configuration, ownConfiguration(port, qdrantData(dataDir)));
      // It reads ./config/ and writes ./snapshots and more wherever it is started.
      const inFolder = 'cd "$1" && exec "$2" --config-path "$3"';
      const args = ['-c', inFolder, 'sh', folder, program, configuration];
      // On SIGTERM it waits for connections that a client keeps for later, longer than it is given.
      return { file: '/bin/sh', args, env: unconfigured(env), stopSignal: 'SIGINT' };
    },
    isReady: (port) => answersAsQdrant(`http://127.0.0.1:${port}`, 1000),
    signal,
  });
}

/** The environment without what configures a server of its owner's own: it would go before the file. */
const unconfigured = (env: EngineContext['env']): EngineContext['env'] =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('QDRANT_') && name !== 'RUN_MODE'));

function onPath(name: string, env: EngineContext['env']): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => resolve(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether Qdrant answers: it tells its name to everybody, also to those without a key. */
async function answersAsQdrant(url: string, timeoutMs: number): Promise<boolean> {
  try {
    const response = await fetch(addressOf(url).href, { signal: AbortSignal.timeout(timeoutMs) });
    const body = (await response.json()) as { title?: unknown } | null;
    return response.ok && typeof body?.title === 'string' && body.title.startsWith('qdrant');
  } catch {
    return false;
  }
}
