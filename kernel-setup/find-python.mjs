// The Python that the virtual environment is made with.
import { spawnSync } from 'node:child_process';

/** @typedef {{ command: string, version: string, recent: boolean, venv: boolean }} Python */

const probe = `
import sys
try:
    import venv, ensurepip
    able = 1
except ImportError:
    able = 0
print("%d.%d.%d %d" % (sys.version_info[:3] + (able,)))
`;

/**
 * Pythons worth trying, in the order in which they are taken.
 * @param {NodeJS.ProcessEnv} env
 */
function candidates(env) {
  const names = ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python3.14', 'python'];
  return env.VEXLAB_PYTHON ? [env.VEXLAB_PYTHON] : names;
}

/**
 * @param {string} command
 * @param {NodeJS.ProcessEnv} env
 * @returns {Python | undefined} undefined where the command does not run
 */
function look(command, env) {
  const { status, stdout } = spawnSync(command, ['-c', probe], { env, encoding: 'utf8', timeout: 20_000 });
  const [version, able] = (status === 0 ? stdout : '').trim().split(' ');
  if (!version || able === undefined) return undefined;
  const [major, minor] = version.split('.').map(Number);
  return { command, version, recent: major === 3 && minor >= 10, venv: able === '1' };
}

/**
 * The first Python that is 3.10 or newer and has venv; else the nearest to that, so that a message can say what lacks.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Python | undefined}
 */
export function findPython(env = process.env) {
  /** @type {Python | undefined} */
  let best;
  for (const command of candidates(env)) {
    const python = look(command, env);
    if (!python) continue;
    if (python.recent && python.venv) return python;
    if (!best || (python.recent && !best.recent)) best = python;
  }
  return best;
}
