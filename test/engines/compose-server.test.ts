import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import type { Service } from 'vexlab/dist/engines/process/service';
import { isFree } from 'vexlab/dist/engines/process/free-port';
import { attachFound } from 'vexlab/dist/engines/server/attach-server';
import { composeServer } from 'vexlab/dist/engines/server/compose-server';
import { findServer, probeOf } from 'vexlab/dist/engines/server/find-server';
import type { Container } from 'vexlab/dist/engines/server-recipe';
import { askContainer, containerRecipe, type FakeDocker, fakeDocker } from './fake-docker';
import { eventually, runs, scratch } from './processes';

// Protocol tests: a script stands in for Docker.

const container = containerRecipe.container as Container;

async function start(docker: FakeDocker, signal?: AbortSignal, dataDir = scratch()): Promise<Service> {
  const server = await composeServer('small', container, containerRecipe, docker.env);
  if ('missing' in server) throw new Error(server.missing);
  const service = await server.start({ dataDir, env: docker.env, ...(signal && { signal }) });
  onTestFinished(() => service.stop());
  return service;
}

it('starts, restarts, tells the death of and removes a container', async () => {
  const docker = fakeDocker();
  const context = { dataDir: scratch(), env: docker.env };
  const found = await findServer('small', containerRecipe, context);
  expect(probeOf(found)).toEqual({ state: 'startable', how: 'docker', why: 'container small of compose.yaml' });
  const service = await start(docker);
  const before = docker.pid();
  expect(await askContainer(service.port)).toBe(before);
  expect(docker.calls().join('\n')).toMatch(
    /compose --file \S+compose\.yaml --project-name vexlab-small-[0-9a-f]{8} up --detach --wait small/,
  );

  await service.restart(true);
  expect(docker.calls().join('\n')).toMatch(/kill --signal SIGKILL small/);
  const after = docker.pid();
  expect(after).not.toBe(before);
  expect(await askContainer(service.port)).toBe(after);
  expect(await service.died()).toBeUndefined();
  process.kill(after, 'SIGKILL');
  expect((await service.died(10_000))?.message).toMatch(
    /its container ended with code 137; see \S+small\.log: .*a line of the log/,
  );
  await service.stop();
  await service.stop();
  expect(docker.calls().filter((call) => call.includes('down --volumes'))).toHaveLength(1);
  expect(docker.has()).toBe(false);
});

it('asks Docker nothing when it is asked whether its container still runs', async () => {
  const docker = fakeDocker();
  const service = await start(docker);
  // The waiting one is a process of its own, which a busy machine may begin a moment later.
  await vi.waitUntil(() => docker.calls().some((call) => call.startsWith('wait ')), 30_000);
  const before = docker.calls().length;
  for (let i = 0; i < 20; i++) expect(await service.died()).toBeUndefined();
  expect(docker.calls()).toHaveLength(before);
  expect(docker.calls().filter((call) => call.startsWith('wait '))).toHaveLength(1);
});

it('shows no process where the one that Docker names is not the container’s, and says why', async () => {
  const docker = fakeDocker();
  const context = { dataDir: scratch(), env: docker.env };
  const found = await findServer('small', containerRecipe, context);
  const attached = await attachFound('small', containerRecipe, context, found);
  onTestFinished(() => attached.close());
  expect(attached.pids()).toEqual([]);
  expect(attached.unseen).toMatch(/Docker names process \d+\): Docker runs in a virtual machine, or on another/);
});

it('says why a container does not start, and removes what is left of it', async () => {
  const docker = fakeDocker();
  docker.make('broken');
  await expect(start(docker)).rejects.toMatchObject({
    code: 'not-ready',
    message: expect.stringMatching(/small: its container did not start; see \S+small\.log: no such image/) as string,
  });
  expect(docker.calls().at(-1)).toMatch(/down --volumes/);
});

it('takes other ports when one was lost after it was chosen, and says so in the log', async () => {
  const docker = fakeDocker();
  docker.make('thief');
  const service = await start(docker);
  expect(await askContainer(service.port)).toBe(docker.pid());
  const said = /port (\d+) was taken after it was chosen; one more try, on port (\d+)/.exec(
    readFileSync(service.logFile, 'utf8'),
  );
  expect(Number(said?.[2])).toBe(service.port);
  expect(docker.calls().filter((call) => call.includes(' up '))).toHaveLength(2);
});

it('tells that Docker is not there, or does not answer, beside what else is missing', async () => {
  const { env } = fakeDocker();
  writeFileSync(join(env.FAKE as string, 'docker'), '#!/bin/sh\nexit 1\n');
  const found = await findServer('small', containerRecipe, { dataDir: scratch(), env });
  expect(found).toEqual({ how: 'missing', why: 'it is not installed; Docker does not answer', remedy: 'install it' });
  const none = await composeServer('small', container, containerRecipe, { ...env, PATH: scratch() });
  expect(none).toMatchObject({ missing: 'Docker is not installed' });
});

describe('leaves no container', () => {
  const starts = (docker: FakeDocker) => docker.calls().some((call) => call.includes(' up '));

  it('when its start is given up', async () => {
    const docker = fakeDocker();
    docker.make('slow');
    const abort = new AbortController();
    const started = start(docker, abort.signal);
    started.catch(() => undefined);
    expect(await eventually(() => starts(docker))).toBe(true);
    abort.abort();
    await expect(started).rejects.toMatchObject({ name: 'AbortError' });
    expect(docker.calls().at(-1)).toMatch(/down --volumes/);
    // The start itself was ended: it would have made the container later.
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect(docker.calls()).not.toContain('down came too early');
    expect(docker.has()).toBe(false);
  });

  /** A lab of its own with one container. */
  function lab({ env }: FakeDocker) {
    const at = (path: string): string => JSON.stringify(join(projectRoot, 'lib/dist/engines', path));
    const script = `
      const { composeServer } = require(${at('server/compose-server')});
      const answers = (url) => fetch(url).then((r) => r.ok, () => false);
      (async () => {
        const recipe = { answers };
        const server = await composeServer('small', { service: 'small' }, recipe, process.env);
        const service = await server.start({ dataDir: ${JSON.stringify(scratch())}, env: process.env });
        console.log(service.port);
        setInterval(() => undefined, 1000);
      })();`;
    return spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  }

  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    it(`after ${signal} of the lab`, async () => {
      const docker = fakeDocker();
      const child = lab(docker);
      const port = await new Promise<number>((resolve) => child.stdout.once('data', (line) => resolve(Number(line))));
      const pid = docker.pid();
      expect(runs(pid)).toBe(true);
      child.kill(signal);
      expect(await eventually(() => !docker.has() && !runs(pid))).toBe(true);
      // Its last thread may close the port a moment later.
      await vi.waitFor(async () => expect(await isFree(port)).toBe(true), 10_000);
    });
  }

  it('after kill -9 of the lab while it starts', async () => {
    const docker = fakeDocker();
    docker.make('slow');
    const child = lab(docker);
    expect(await eventually(() => starts(docker))).toBe(true);
    child.kill('SIGKILL');
    const down = () => docker.calls().some((call) => call.includes('down --volumes'));
    expect(await eventually(down)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 3500));
    expect(docker.calls()).not.toContain('down came too early');
    expect(docker.has()).toBe(false);
  });
});
