import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabError, messageOf } from '../../base/lab-error';
import type { EngineContext } from '../engine';
import { logTail } from '../process/log-tail';
import { type Service, startService } from '../process/service';
import { type Container, type ServerRecipe, urlOn } from '../server-recipe';
import { type ContainerEnd, containerEnd } from './container-end';
import { containerKeeper } from './container-keeper';
import { type SeenContainer, containerPid } from './container-pid';
import { containerVariables } from './container-variables';
import { docker } from './docker';

/** A container that is to be started. */
export interface ContainerSpec {
  /** Of the engine. */
  readonly name: string;
  readonly composeFile: string;
  readonly container: Container;
  readonly recipe: ServerRecipe;
  /** Bytes that it may use. */
  readonly memory: number;
}

const askMs = 5000;
/** An image may have to be fetched first. */
const startMs = 600_000;
const restartMs = 60_000;

/** Starts a container, which ends with the lab, however the lab ends. Its data goes with it. */
export async function startContainer(spec: ContainerSpec, { dataDir, env, signal }: EngineContext): Promise<Service> {
  const { name, composeFile: file, container, recipe } = spec;
  const { service } = container;
  const project = `vexlab-${service}-${randomBytes(4).toString('hex')}`;
  const idFile = join(dataDir, `${name}.container`);
  const variablesOn = (port: number): EngineContext['env'] => ({ ...env, ...containerVariables(spec, env, port) });
  const answers = (port: number): Promise<boolean> => recipe.answers(urlOn(recipe, port), env, askMs, 'docker');

  const keeper = await startService({
    elsewhere: true,
    name,
    dataDir,
    ports: container.ports,
    command: (port) => containerKeeper({ file, project, service, idFile }, variablesOn(port)),
    isReady: async (port) => existsSync(idFile) && (await answers(port)),
    deadlineMs: startMs,
    signal,
  }).catch((error: unknown) => {
    const failed = error instanceof LabError && error.code === 'server-died';
    throw failed ? notStarted(name, join(dataDir, `${name}.log`), error) : error;
  });
  const { port, logFile } = keeper;
  const id = readFileSync(idFile, 'utf8').trim();
  const variables = variablesOn(port);
  const compose = (args: readonly string[], timeoutMs: number): Promise<string> =>
    docker(['compose', '--file', file, '--project-name', project, ...args], variables, timeoutMs);

  /** While the lab itself ends it, its end is no news. */
  let expected = false;
  let stopped = false;
  let since = new Date(0).toISOString();
  const keepLog = async (): Promise<void> => {
    const from = since;
    since = new Date().toISOString();
    const text = await compose(['logs', '--no-color', '--since', from, service], askMs).catch(messageOf);
    appendFileSync(logFile, `${text}\n`);
  };
  const follow = async (): Promise<{ end: ContainerEnd; seen: SeenContainer }> => {
    const end = containerEnd(id, env, () => (expected ? Promise.resolve() : keepLog()));
    const told = await docker(['inspect', '--format', '{{.Id}} {{.State.Pid}}', id], env, askMs);
    const [wholeId = '', pid] = told.split(' ');
    return { end, seen: containerPid(wholeId, Number(pid)) };
  };
  const untilAnswers = async (): Promise<void> => {
    for (const end = performance.now() + restartMs; !(await answers(port)); await sleep(25)) {
      signal?.throwIfAborted();
      if (performance.now() < end) continue;
      const what = `its container does not answer on 127.0.0.1:${port} after a restart`;
      throw new LabError({ code: 'not-ready', where: name, what, remedy: `see ${logFile}` });
    }
  };
  let run = await follow().catch(async (error: unknown) => {
    await keeper.stop();
    throw error;
  });
  return {
    port,
    logFile,
    pid: () => run.seen.pid,
    unseen: run.seen.unseen,
    async restart(hard = false) {
      expected = true;
      try {
        await compose(hard ? ['kill', '--signal', 'SIGKILL', service] : ['stop', service], restartMs);
        await run.end.news(restartMs);
      } finally {
        expected = false;
      }
      await compose(['start', service], restartMs);
      run = await follow();
      await untilAnswers();
    },
    async died(withinMs = 0) {
      const watched = run;
      const how = await watched.end.news(withinMs);
      if (how === undefined || watched !== run || expected || stopped) return undefined;
      const what = `its container ${how}`;
      return new LabError({ code: 'server-died', where: name, what, remedy: `see ${logFile}: ${logTail(logFile)}` });
    },
    async stop() {
      if (stopped) return;
      stopped = expected = true;
      await keepLog();
      await keeper.stop();
      try {
        // The keeper itself may have been killed, or Docker have failed it.
        if ((await compose(['ps', '--all', '--quiet'], askMs)) !== '') await compose(['down', '--volumes'], restartMs);
      } catch (cause) {
        const what = `its container could not be removed: ${messageOf(cause)}`;
        const remedy = `docker compose --project-name ${project} down --volumes`;
        throw new LabError({ code: 'not-ended', where: name, what, remedy, cause });
      }
    },
  };
}

const notStarted = (name: string, logFile: string, cause: unknown): LabError =>
  new LabError({
    code: 'not-ready',
    where: name,
    what: 'its container did not start',
    remedy: `see ${logFile}: ${logTail(logFile)}`,
    cause,
  });
