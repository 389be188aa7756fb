import { existsSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contentId } from '../../base/canonical-json';
import { LabError } from '../../base/lab-error';
import { makeFolder } from '../../base/make-folder';
import { cacheDir, venvPython } from '../../base/paths';
import type { EngineContext } from '../engine';
import type { Installation } from '../installation';
import { oneAtATime } from './one-at-a-time';
import { runInstaller } from './run-installer';

/** Python packages in a folder of their own, which `PYTHONPATH` names when the engine is started. */
export interface PythonPackages extends Installation {
  folder(env: EngineContext['env']): string;
}

const flags = ['--no-deps', '--no-input', '--only-binary', ':all:', '--no-compile', '--disable-pip-version-check'];

/**
 * Packages for an engine, from PyPI, in the cache folder: apart from the checkout's Python, so that no engine's needs bend
 * another's. `requirements` is the whole closure, each with its exact version: nothing else is installed.
 * @param python another than the checkout's only in tests
 */
export function pythonPackages(
  name: string,
  { what, requirements }: { what: string; requirements: readonly string[] },
  python = venvPython,
): PythonPackages {
  const folder = (env: EngineContext['env']): string =>
    join(cacheDir(env), 'python', `${name}-${contentId([pythonVersion(python), requirements])}`);
  const packages: PythonPackages = {
    what,
    folder,
    installed: (env) => existsSync(folder(env)),
    lacks: () =>
      Promise.resolve(
        existsSync(python)
          ? undefined
          : { why: `the checkout's Python ${python} is not there`, remedy: 'npm run setup' },
      ),
    async run(context) {
      const { env, signal, progress } = context;
      if (packages.installed(env)) return;
      const lacks = await packages.lacks(env);
      if (lacks) throw new LabError({ code: 'unavailable', where: name, what: lacks.why, remedy: lacks.remedy });
      makeFolder(dirname(folder(env)));
      const stage = `waiting while another ${name} is installed`;
      const waiting = (): void => progress?.({ stage, done: 0, total: 0, unit: 's' });
      await oneAtATime(`${folder(env)}.lock`, { signal, waiting }, () => install(context));
    },
  };
  return packages;

  async function install({ env, signal, progress }: Parameters<Installation['run']>[0]): Promise<void> {
    const target = folder(env);
    if (existsSync(target)) return;
    // Renamed when it is whole: whoever sees the folder sees all of it.
    const partial = `${target}.partial`;
    await rm(partial, { recursive: true, force: true });
    try {
      await runInstaller(
        name,
        [python, '-m', 'pip', 'install', ...flags, '--target', partial, ...requirements],
        `${target}.log`,
        { stage: `installing ${name}`, env: pipEnvironment(env), signal, progress },
      );
      await rename(partial, target);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  }
}

/** The user's own settings of Python and pip would lead elsewhere; pip's downloads belong in the cache folder. */
const pipEnvironment = (env: EngineContext['env']): EngineContext['env'] => ({
  ...env,
  PYTHONHOME: undefined,
  PYTHONPATH: undefined,
  PIP_USER: undefined,
  PIP_TARGET: undefined,
  PIP_CACHE_DIR: join(cacheDir(env), 'pip'),
});

/** Of the environment that this Python belongs to, whose packages are compiled for it; empty where there is none. */
function pythonVersion(python: string): string {
  const settings = join(dirname(dirname(python)), 'pyvenv.cfg');
  if (!existsSync(settings)) return '';
  return /^version\s*=\s*(\d+\.\d+)/m.exec(readFileSync(settings, 'utf8'))?.[1] ?? '';
}
