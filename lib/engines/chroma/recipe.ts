import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../../base/lab-error';
import { venvPython } from '../../base/paths';
import { makeDataFolder } from '../process/data-folder';
import { startService } from '../process/service';
import type { ServerRecipe } from '../server-recipe';

/** The server of the wheel: one Rust library with the command line of Chroma in it. */
const serverMain = 'import sys, chromadb_rust_bindings as b; b.cli(["chroma", "run", *sys.argv[1:]])';

/** Where a server that the lab starts keeps its data. */
export const chromaData = (dataDir: string): string => join(dataDir, 'chroma');

/** Settings of a server wherever the lab starts it: its default log writes 3 kB for every query. */
export const sharedSettings = { RUST_LOG: 'warn' };

/** Chroma's server: from the wheel in the checkout's Python, or its container. `python` is another only in tests. */
export const chromaRecipe = (python = venvPython): ServerRecipe => ({
  urlVariable: 'CHROMA_URL',
  defaultUrl: 'http://localhost:8000',
  container: { service: 'chroma' },
  answers: (url, _, timeoutMs) => answersAsChroma(url, timeoutMs),

  async local() {
    const ask = 'import chromadb_rust_bindings, importlib.metadata as m; print(m.version("chromadb"))';
    try {
      const { stdout } = await promisify(execFile)(python, ['-c', ask]);
      const version = stdout.trim();
      return {
        why: `chromadb ${version} in ${python}`,
        version,
        start({ dataDir, env, signal }) {
          const data = chromaData(dataDir);
          makeDataFolder(data, 'chroma');
          return startService({
            name: 'chroma',
            dataDir,
            command: (port) => ({
              file: python,
              args: ['-c', serverMain, '--host', '127.0.0.1', '--port', String(port), '--path', data],
              env: { ...env, RUST_LOG: env.RUST_LOG || sharedSettings.RUST_LOG },
            }),
            isReady: (port) => answersAsChroma(`http://127.0.0.1:${port}`, 1000),
            signal,
          });
        },
      };
    } catch (error) {
      const cause = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is not there' : lastLine(messageOf(error));
      return { missing: `no server runs, and ${python} cannot start one: ${cause}`, remedy: 'npm run setup' };
    }
  },
});

/** Whether a Chroma server of API version 2 answers: another program on the port would not know this path. */
async function answersAsChroma(url: string, timeoutMs: number): Promise<boolean> {
  try {
    const response = await fetch(new URL('/api/v2/heartbeat', url), { signal: AbortSignal.timeout(timeoutMs) });
    const body = (await response.json()) as { 'nanosecond heartbeat'?: unknown } | null;
    return response.ok && typeof body?.['nanosecond heartbeat'] === 'number';
  } catch {
    return false;
  }
}

/** A Python traceback ends with what went wrong. */
const lastLine = (message: string): string => message.split(/(?=\b\w*Error: )/).at(-1) ?? message;
