import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contentId } from '../../base/canonical-json';
import { makeFolder } from '../../base/make-folder';
import { cacheDir, venvPython } from '../../base/paths';
import type { EngineContext } from '../engine';
import type { Installation } from '../installation';
import { runInstaller } from './run-installer';

/** Python packages in a folder of their own, which `PYTHONPATH` names when the engine is started. */
export interface PythonPackages extends Installation {
  folder(env: EngineContext['env']): string;
}

/**
 * Packages for an engine, from PyPI, in the cache folder: apart from the checkout's Python, so that no engine's needs bend
 * another's. `requirements` is the whole closure, each with its exact version: nothing else is installed.
 */
export function pythonPackages(
  name: string,
  { what, requirements }: { what: string; requirements: readonly string[] },
): PythonPackages {
  const folder = (env: EngineContext['env']): string =>
    join(cacheDir(env), 'python', `${name}-${contentId([pythonVersion(), requirements])}`);
  return {
    what,
    folder,
    installed: (env) => existsSync(folder(env)),
    lacks: () =>
      Promise.resolve(
        existsSync(venvPython)
          ? undefined
          : { why: `the checkout's Python ${venvPython} is not there`, remedy: 'npm run setup' },
      ),
    async run({ env, signal, progress }) {
      const target = folder(env);
      if (existsSync(target)) return;
      const parent = dirname(target);
      makeFolder(parent);
      // Renamed when it is whole: whoever sees the folder sees all of it. Two at once do the work twice, and one is kept.
      const partial = await mkdtemp(join(parent, `.${name}-`));
      try {
        const flags = ['--no-deps', '--only-binary', ':all:', '--no-compile', '--disable-pip-version-check'];
        await runInstaller(
          name,
          [venvPython, '-m', 'pip', 'install', ...flags, '--target', partial, ...requirements],
          join(parent, `${name}.log`),
          { stage: `installing ${name}`, env, signal, progress },
        );
        await rename(partial, target).catch((error: unknown) => {
          if (!existsSync(target)) throw error;
        });
      } finally {
        await rm(partial, { recursive: true, force: true });
      }
    },
  };
}

/** Of the checkout's Python, whose packages are compiled for it; empty where there is none. */
function pythonVersion(): string {
  const settings = join(dirname(dirname(venvPython)), 'pyvenv.cfg');
  if (!existsSync(settings)) return '';
  return /^version\s*=\s*(\d+\.\d+)/m.exec(readFileSync(settings, 'utf8'))?.[1] ?? '';
}
