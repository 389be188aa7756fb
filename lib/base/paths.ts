import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The checkout that this library was built in. */
export const projectRoot = resolve(__dirname, '..', '..', '..');

/** Where things live that are dear to make again and belong to no checkout: `VEXLAB_CACHE`, else the user's cache folder. */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  if (env.VEXLAB_CACHE) return resolve(env.VEXLAB_CACHE);
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'vexlab');
}

/** The Python of the checkout's virtual environment, whether it is there or not. */
export const venvPython = join(projectRoot, '.venv', 'bin', 'python');
