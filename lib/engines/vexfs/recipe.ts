import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { EngineContext } from '../engine';
import { startService } from '../process/service';
import type { ServerRecipe } from '../server-recipe';
import { readVersion, versionPath, versionText } from './generation';
import { prefixOf } from './http';

const program = 'vexfs_unified_server';

/**
 * VexFS's HTTP server: a running one of either generation, `vexfs_unified_server` on PATH, or its container. The older
 * server's program is never started: it listens on every interface, whatever it is told.
 */
export const vexfsRecipe: ServerRecipe = {
  urlVariable: 'VEXFS_URL',
  urlParts: ['path'],
  defaultUrl: ['http://127.0.0.1:7680', 'http://127.0.0.1:8000'],
  container: { service: 'vexfs' },
  answers: async (url, _, timeoutMs) => (await versionAt(url, timeoutMs)) !== undefined,
  async version(url, timeoutMs) {
    const version = await versionAt(url, timeoutMs);
    return version && versionText(version);
  },

  local({ env }) {
    const file = onPath(program, env);
    if (!file) {
      const missing = `no server runs, and ${program} is not on PATH`;
      const remedy = `build it from VexFS's repository (cargo build --release --features server --bin ${program}) and put it on PATH, or set VEXFS_URL`;
      return Promise.resolve({ missing, remedy });
    }
    return Promise.resolve({
      why: file,
      start: ({ dataDir, env, signal }) =>
        startService({
          name: 'vexfs',
          dataDir,
          command: (port) => ({
            file,
            args: [],
            // Its default host is every interface.
            env: { ...env, VEXFS_HOST: '127.0.0.1', VEXFS_PORT: String(port) },
          }),
          isReady: async (port) => (await versionAt(`http://127.0.0.1:${port}`, 1000)) !== undefined,
          signal,
        }),
    });
  },
};

async function versionAt(url: string, timeoutMs: number): Promise<ReturnType<typeof readVersion>> {
  try {
    const response = await fetch(new URL(prefixOf(url) + versionPath, url), { signal: AbortSignal.timeout(timeoutMs) });
    return response.ok ? readVersion(await response.text()) : undefined;
  } catch {
    return undefined;
  }
}

/** The first file of that name in the folders of PATH that may be run. */
function onPath(name: string, env: EngineContext['env']): string | undefined {
  const files = (env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return statSync(file).isFile();
    } catch {
      return false;
    }
  });
}
