import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { LabError, messageOf } from '../../base/lab-error';
import { projectRoot } from '../../base/paths';
import type { EngineContext } from '../engine';
import { makeDataFolder } from '../process/data-folder';
import { freePort } from '../process/free-port';
import { logTail } from '../process/log-tail';
import type { Service } from '../process/service';
import { type LocalServer, type MissingServer, type ServerRecipe, urlOn } from '../server-recipe';

const composeFile = join(projectRoot, 'compose.yaml');
const answeringMs = 5000;
const reachableMs = 30_000;

/** The container of an engine, where Docker runs. Its memory limit and health check stand in compose.yaml. */
export async function composeServer(
  name: string,
  service: string,
  recipe: ServerRecipe,
  env: EngineContext['env'],
): Promise<LocalServer | MissingServer> {
  const remedy = 'install Docker and start it';
  if (!existsSync(composeFile)) return { missing: `${composeFile} is not there`, remedy };
  try {
    await docker(['compose', 'version'], env, answeringMs);
    await docker(['info', '--format', '{{.ServerVersion}}'], env, answeringMs);
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { missing: absent ? 'Docker is not installed' : 'Docker does not answer', remedy };
  }
  return {
    why: `container ${service} of compose.yaml`,
    start: (context) => startContainer(name, service, recipe, context),
  };
}

async function startContainer(
  name: string,
  service: string,
  recipe: ServerRecipe,
  { dataDir, env, signal }: EngineContext,
): Promise<Service> {
  makeDataFolder(dataDir, name);
  const port = await freePort();
  const project = `vexlab-${service}-${randomBytes(4).toString('hex')}`;
  const logFile = join(dataDir, `${name}.log`);
  const variable = `VEXLAB_${service.toUpperCase().replace(/-/g, '_')}_PORT`;
  // A second port, of a service that has one, is the next.
  const own = { ...env, [variable]: String(port), [`${variable}_2`]: String(port + 1) };
  // Only the start heeds the lab's signal: what tidies up must run above all when it was set.
  const compose = (args: readonly string[], timeoutMs = 300_000, heeded?: AbortSignal): Promise<string> =>
    docker(['compose', '--file', composeFile, '--project-name', project, ...args], own, timeoutMs, heeded);
  const keepLog = async (): Promise<void> => {
    const text = await compose(['logs', '--no-color', service], answeringMs).catch(messageOf);
    await new Promise<void>((resolve) => createWriteStream(logFile).end(text, resolve));
  };
  const container = async (field: string): Promise<string> =>
    docker(
      ['inspect', '--format', `{{${field}}}`, await compose(['ps', '--all', '--quiet', service])],
      own,
      answeringMs,
    );
  let pid = 0;
  let stopped = false;
  const up = async (): Promise<void> => {
    await compose(['up', '--detach', '--wait', service], 300_000, signal);
    pid = Number(await container('.State.Pid'));
  };
  try {
    await up();
    // Healthy inside is not yet reachable from outside.
    const deadline = performance.now() + reachableMs;
    while (!(await recipe.answers(urlOn(recipe, port), env, answeringMs))) {
      signal?.throwIfAborted();
      if (performance.now() > deadline) throw new Error(`it does not answer on 127.0.0.1:${port}`);
      await sleep(100);
    }
  } catch (error) {
    await keepLog();
    await compose(['down', '--volumes']).catch(() => undefined);
    signal?.throwIfAborted();
    throw new LabError({
      code: 'not-ready',
      where: name,
      what: `its container did not start: ${messageOf(error)}`,
      remedy: `see ${logFile}: ${logTail(logFile)}`,
      cause: error,
    });
  }
  return {
    port,
    logFile,
    pid: () => pid,
    async restart(hard = false) {
      await compose(hard ? ['kill', '--signal', 'SIGKILL', service] : ['stop', service]);
      await up();
    },
    async died() {
      if (stopped || (await container('.State.Running').catch(() => 'false')) === 'true') return undefined;
      await keepLog();
      const what = `its container ended with code ${await container('.State.ExitCode').catch(() => '?')}`;
      return new LabError({ code: 'server-died', where: name, what, remedy: `see ${logFile}: ${logTail(logFile)}` });
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      await keepLog();
      await compose(['down', '--volumes']).catch(() => undefined);
    },
  };
}

async function docker(
  args: readonly string[],
  env: EngineContext['env'],
  timeout: number,
  signal?: AbortSignal,
): Promise<string> {
  const { stdout } = await promisify(execFile)('docker', args, { env, timeout, signal, maxBuffer: 64 * 2 ** 20 });
  return stdout.trim();
}
