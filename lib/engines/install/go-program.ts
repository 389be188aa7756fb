import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LabError } from '../../base/lab-error';
import { makeFolder } from '../../base/make-folder';
import { cacheDir } from '../../base/paths';
import type { EngineContext } from '../engine';
import type { Installation } from '../installation';
import { oneAtATime } from './one-at-a-time';
import { runInstaller } from './run-installer';

/** A program that `go install` builds. */
export interface GoProgram extends Installation {
  readonly version: string;
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
  const folder = (env: EngineContext['env']): string => join(cacheDir(env), 'go', `${name}-${version}`);
  const file = (env: EngineContext['env']): string => join(folder(env), binary);
  const program: GoProgram = {
    what,
    version,
    file,
    installed: (env) => existsSync(file(env)),
    async lacks(env) {
      try {
        await promisify(execFile)('go', ['version'], { env });
        return undefined;
      } catch {
        // From 1.21 on Go fetches by itself the newer Go that a module asks for.
        return { why: 'Go, which builds it, is not on PATH', remedy: 'install Go 1.21 or newer (https://go.dev/dl)' };
      }
    },
    async run(context) {
      const { env, signal, progress } = context;
      if (program.installed(env)) return;
      const lacks = await program.lacks(env);
      if (lacks) throw new LabError({ code: 'unavailable', where: name, what: lacks.why, remedy: lacks.remedy });
      makeFolder(folder(env));
      const stage = `building ${name} (minutes, once)`;
      const waiting = (): void =>
        progress?.({ stage: `waiting while another ${name} is built`, done: 0, total: 0, unit: 's' });
      await oneAtATime(join(folder(env), 'lock'), { signal, waiting }, () => build(stage, context));
    },
  };
  return program;

  async function build(stage: string, { env, signal, progress }: Parameters<Installation['run']>[0]): Promise<void> {
    if (program.installed(env)) return;
    const work = join(folder(env), 'build');
    makeFolder(work);
    const own = {
      ...env,
      // GOPATH too: Go keeps the checksums of modules there. None of it may end up outside the cache folder.
      GOPATH: join(work, 'path'),
      GOBIN: join(work, 'bin'),
      GOCACHE: join(work, 'cache'),
      GOMODCACHE: join(work, 'modules'),
      // Go's module cache is read-only by default, and could not be removed.
      GOFLAGS: [env.GOFLAGS, '-modcacherw', '-trimpath'].filter(Boolean).join(' '),
    };
    const log = join(folder(env), 'build.log');
    await runInstaller(name, ['go', 'install', `${module}@${version}`], log, { stage, env: own, signal, progress });
    await rename(join(work, 'bin', binary), file(env));
    await rm(work, { recursive: true, force: true });
  }
}
