import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '../../base/make-folder';
import { cacheDir } from '../../base/paths';
import type { EngineContext } from '../engine';
import type { Installation } from '../installation';
import { runInstaller } from './run-installer';

/** A program that `go install` builds. */
export interface GoProgram extends Installation {
  file(env: EngineContext['env']): string;
}

/**
 * A server built from its Go module, e.g. `{ name: 'weaviate', module: 'example.org/cmd/server', version: 'v1.2.3' }`, into the
 * cache folder. What Go fetches and compiles on the way lies beside it until the program is whole, so that a build which was
 * broken off goes on; then it is removed.
 */
export function goProgram(spec: { name: string; module: string; version: string; what: string }): GoProgram {
  const { name, module, version, what } = spec;
  const binary = module.split('/').at(-1) as string;
  const folder = (env: EngineContext['env']): string =>
    join(cacheDir(env), 'go', `${name}-${version}`);
  const file = (env: EngineContext['env']): string => join(folder(env), binary);
  return {
    what,
    file,
    installed: (env) => existsSync(file(env)),
    async lacks(env) {
      try {
        await promisify(execFile)('go', ['version'], { env });
        return undefined;
      } catch {
        return { why: 'Go, which builds it, is not on PATH', remedy: 'install Go 1.24 or newer (https://go.dev/dl)' };
      }
    },
    async run({ env, signal, progress }) {
      if (existsSync(file(env))) return;
      const work = join(folder(env), 'build');
      makeFolder(work);
      const own = {
        ...env,
        GOBIN: join(work, 'bin'),
        GOCACHE: join(work, 'cache'),
        GOMODCACHE: join(work, 'modules'),
        // Go's module cache is read-only by default, and could not be removed.
        GOFLAGS: [env.GOFLAGS, '-modcacherw', '-trimpath'].filter(Boolean).join(' '),
      };
      const log = join(folder(env), 'build.log');
      const stage = `building ${name} (minutes, once)`;
      await runInstaller(name, ['go', 'install', `${module}@${version}`], log, { stage, env: own, signal, progress });
      await rename(join(work, 'bin', binary), file(env));
      await rm(work, { recursive: true, force: true });
    },
  };
}
