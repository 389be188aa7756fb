import { join } from 'node:path';
import { venvPython } from '../../base/paths';
import type { EngineContext } from '../engine';
import type { PythonPackages } from '../install/python-packages';
import { makeDataFolder } from '../process/data-folder';
import { startService } from '../process/service';
import type { ServerRecipe } from '../server-recipe';
import { liteVersion } from './packages';

/** Where a server that the lab starts keeps its data. */
export const liteData = (dataDir: string): string => join(dataDir, 'milvus-lite');

/** Milvus Lite's server, from its wheels. A Milvus that does not call itself Lite is another engine, and left alone. */
export const liteRecipe = (wheels: PythonPackages): ServerRecipe => ({
  urlVariable: 'MILVUS_URL',
  defaultUrl: 'http://127.0.0.1:19530',

  answers: (url, _, timeoutMs) => answersAsLite(url, timeoutMs),

  async local({ env }) {
    const there = wheels.installed(env);
    const lacks = there ? undefined : await wheels.lacks(env);
    if (lacks) return { missing: lacks.why, remedy: lacks.remedy };
    return {
      why: there
        ? `Milvus Lite ${liteVersion} in ${wheels.folder(env)}`
        : `not installed yet: its first start fetches ${wheels.what}`,
      version: liteVersion,
      async start(context) {
        await wheels.run(context);
        const data = liteData(context.dataDir);
        makeDataFolder(data, 'milvus-lite');
        return startService({
          name: 'milvus-lite',
          dataDir: context.dataDir,
          command: (port) => ({
            file: venvPython,
            args: ['-m', 'milvus_lite', 'server', '--data-dir', data, '--host', '127.0.0.1', '--port', String(port)],
            env: pythonEnvironment(context.env, wheels.folder(context.env)),
          }),
          isReady: (port) => answersAsLite(`http://127.0.0.1:${port}`, 1000),
          signal: context.signal,
        });
      },
    };
  },
});

/** The client takes a while to load: it is loaded when somebody must be asked. */
const answersAsLite = async (url: string, timeoutMs: number): Promise<boolean> =>
  (await (await import('./client.js')).liteVersionAt(url, timeoutMs)) !== undefined;

/**
 * Its packages and nobody else's. Their bytecode is kept, which the installation left out: without it each start takes ten
 * seconds.
 */
const pythonEnvironment = (env: EngineContext['env'], folder: string): EngineContext['env'] => ({
  ...env,
  PYTHONHOME: undefined,
  PYTHONPATH: folder,
  PYTHONNOUSERSITE: '1',
  PYTHONSAFEPATH: '1',
  PYTHONDONTWRITEBYTECODE: undefined,
});
