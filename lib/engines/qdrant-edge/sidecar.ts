import { join } from 'node:path';
import { projectRoot, venvPython } from '../../base/paths';
import type { EngineContext } from '../engine';
import { type ProcessService, startService } from '../process/service';
import { packages } from './packages';
import { openWire, operation } from './wire';

const script = join(projectRoot, 'lib', 'engines', 'qdrant-edge', 'sidecar.py');

/** Starts the process that holds the engine, on the checkout's Python. It ends with the lab. */
export function startSidecar({ dataDir, env, signal }: EngineContext): Promise<ProcessService> {
  return startService({
    name: 'qdrant-edge',
    dataDir,
    command: (port) => ({
      file: venvPython,
      // Without the user's own packages, and without writing beside its own.
      args: ['-s', '-B', script, String(port)],
      env: { ...env, PYTHONHOME: undefined, PYTHONPATH: packages.folder(env) },
    }),
    isReady: async (port) => (await versionAt(port)) !== undefined,
    signal,
  });
}

/** Version of the engine in the sidecar on that port; undefined where something else answers there. */
export async function versionAt(port: number): Promise<string | undefined> {
  const wire = await openWire(port);
  try {
    return /^qdrant-edge (\S+)$/.exec((await wire.request(operation.hello)).toString())?.[1];
  } finally {
    wire.close();
  }
}
