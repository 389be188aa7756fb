// Where things are, and the environment that keeps every tool inside them.
import { homedir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { existsSync } from 'node:fs';

/** This folder. */
export const setupFolder = dirname(fileURLToPath(import.meta.url));

/** The checkout. */
export const root = dirname(setupFolder);

/** Python's virtual environment, inside the checkout. */
export const venv = join(root, '.venv');

/** The virtual environment's Python. */
export const venvPython = join(venv, 'bin', 'python');

/** Where Jupyter looks for kernels: inside the virtual environment. */
export const kernelspecFolder = join(venv, 'share', 'jupyter', 'kernels', 'tslab');

/** Logs and the lock of a set-up; outlives a rebuilt virtual environment. */
export const workFolder = join(venv, '.vexlab');

/** Stamps lie in the folder that they speak of: deleting that folder makes its steps run again. */
export const venvStamps = join(workFolder, 'stamps');
export const nodeStamps = join(root, 'node_modules', '.vexlab');

/**
 * The only folder outside the checkout that is written to. The library has the same rule (lib/base/paths.ts).
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cacheFolder(env = process.env) {
  if (env.VEXLAB_CACHE) return resolve(env.VEXLAB_CACHE);
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'vexlab');
}

/**
 * The environment for npm, pip and Jupyter: their caches in the cache folder, Jupyter's own files in the venv.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment(env = process.env) {
  const { PYTHONHOME: _home, PYTHONPATH: _path, PIP_USER: _user, PIP_TARGET: _target, ...kept } = env;
  const headers = dirname(dirname(process.execPath));
  return {
    ...kept,
    // Last, so that npm's scripts find this Node where PATH has none.
    PATH: [kept.PATH ?? '', dirname(process.execPath)].join(delimiter),
    ...(existsSync(join(headers, 'include', 'node', 'node.h')) && { npm_config_nodedir: headers }),
    npm_config_cache: join(cacheFolder(env), 'npm'),
    // Where no headers lie beside Node, node-gyp downloads them.
    npm_config_devdir: join(cacheFolder(env), 'node-gyp'),
    PIP_CACHE_DIR: join(cacheFolder(env), 'pip'),
    ...jupyterPlaces,
    JUPYTER_PLATFORM_DIRS: '1',
  };
}

/** Jupyter's and IPython's folders, all inside the virtual environment. */
const jupyterPlaces = {
  JUPYTER_CONFIG_DIR: join(venv, 'jupyter', 'config'),
  JUPYTER_DATA_DIR: join(venv, 'jupyter', 'data'),
  JUPYTER_RUNTIME_DIR: join(venv, 'jupyter', 'runtime'),
  IPYTHONDIR: join(venv, 'jupyter', 'ipython'),
};
export const jupyterFolders = Object.values(jupyterPlaces);

/**
 * How npm is called: the npm that started this process, else the one on PATH.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {[string, ...string[]]}
 */
export function npmCommand(env = process.env) {
  const script = env.npm_execpath;
  return script && basename(script) === 'npm-cli.js' && existsSync(script) ? [process.execPath, script] : ['npm'];
}
