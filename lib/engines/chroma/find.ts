import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { messageOf } from '../../base/lab-error';
import { venvPython } from '../../base/paths';
import type { EngineContext } from '../engine';

/** Where a Chroma server is, how one can be started, or why there is none. */
export type Found =
  | { readonly how: 'environment' | 'default-port'; readonly url: string }
  | { readonly how: 'started'; readonly python: string; readonly version: string }
  | { readonly how: 'missing'; readonly why: string; readonly remedy: string };

/** The places that are looked in beside the environment; tests give others. */
export interface Places {
  readonly defaultUrl: string;
  readonly python: string;
}

const usual: Places = {
  defaultUrl: 'http://localhost:8000',
  python: venvPython,
};

/** Looks for Chroma: `CHROMA_URL`, then the default port, then the wheel in the checkout's Python. Starts nothing. */
export async function findChroma({ env }: Pick<EngineContext, 'env'>, others: Partial<Places> = {}): Promise<Found> {
  const places = { ...usual, ...others };
  const url = env.CHROMA_URL;
  if (url) {
    if (await answersAsChroma(url, 5000)) return { how: 'environment', url };
    return {
      how: 'missing',
      why: `no Chroma server answers at CHROMA_URL = ${url}`,
      remedy: 'start that server, or unset CHROMA_URL',
    };
  }
  if (await answersAsChroma(places.defaultUrl, 1000)) return { how: 'default-port', url: places.defaultUrl };
  return wheel(places.python);
}

/** Whether a Chroma server of API version 2 answers: another program on the port would not know this path. */
export async function answersAsChroma(url: string, timeoutMs: number): Promise<boolean> {
  try {
    const response = await fetch(new URL('/api/v2/heartbeat', url), { signal: AbortSignal.timeout(timeoutMs) });
    const body = (await response.json()) as { 'nanosecond heartbeat'?: unknown } | null;
    return response.ok && typeof body?.['nanosecond heartbeat'] === 'number';
  } catch {
    return false;
  }
}

async function wheel(python: string): Promise<Found> {
  const ask = 'import chromadb_rust_bindings, importlib.metadata as m; print(m.version("chromadb"))';
  try {
    const { stdout } = await promisify(execFile)(python, ['-c', ask]);
    return { how: 'started', python, version: stdout.trim() };
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is not there' : lastLine(messageOf(error));
    return {
      how: 'missing',
      why: `no server runs, and ${python} cannot start one: ${cause}`,
      remedy: 'npm run setup',
    };
  }
}

/** A Python traceback ends with what went wrong. */
const lastLine = (message: string): string => message.split(/(?=\b\w*Error: )/).at(-1) ?? message;
