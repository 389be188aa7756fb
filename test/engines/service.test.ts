import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { messageOf } from 'vexlab/dist/base/lab-error';
import { projectRoot } from 'vexlab/dist/base/paths';
import { firstTaken, freePort, isFree } from 'vexlab/dist/engines/process/free-port';
import { startGuarded } from 'vexlab/dist/engines/process/guarded-process';
import { type ServiceSpec, startService } from 'vexlab/dist/engines/process/service';
import { eventually, runs, scratch } from './processes';
import { ask, smallServer, smallService } from './small-server';

/** Starts a service that ends with the test. */
async function started(spec: ServiceSpec) {
  const service = await startService(spec);
  onTestFinished(() => service.stop());
  return service;
}

/** Takes a port until the test ends. */
async function occupy(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
}

describe('startService', () => {
  it('starts a server on a free loopback port, logs it, and stops it', async () => {
    const service = await started(smallService(scratch()));
    const pid = service.pid();
    expect(await ask(service.port)).toBe(pid);
    expect(readFileSync(service.logFile, 'utf8')).toBe('');
    expect(await service.died()).toBeUndefined();
    await service.stop();
    expect(runs(pid)).toBe(false);
    expect(await isFree(service.port)).toBe(true);
    expect(await service.died()).toBeUndefined();
    await service.stop();
  });

  it('starts it again on the same port', async () => {
    const service = await started(smallService(scratch()));
    const [port, before] = [service.port, service.pid()];
    await service.restart();
    expect(service.pid()).not.toBe(before);
    expect(await ask(port)).toBe(service.pid());
    expect(runs(before)).toBe(false);
  });

  it('tells an early death with exit code, log file and last lines without colours', async () => {
    const dataDir = scratch();
    const start = startService(smallService(dataDir, { failsWith: 'no such index: 42' }));
    await expect(start).rejects.toMatchObject({ name: 'LabError', code: 'server-died' });
    const log = join(dataDir, 'small.log');
    await expect(start).rejects.toThrow(/^small: its server \(pid \d+\) ended with code 3; see /);
    await expect(start).rejects.toThrow(`see ${log}: starting | no such index: 42`);
  });

  it('tells that a command is not there', async () => {
    const command = (): ReturnType<ServiceSpec['command']> => ({ file: '/no/such/server', args: [], env: {} });
    const start = startService({ ...smallService(scratch()), command });
    await expect(start).rejects.toMatchObject({ code: 'server-died' });
    await expect(start).rejects.toThrow(/ended with code 127; .*not found/);
  });

  it('ends a server that does not answer in time, and says so', async () => {
    let port = 0;
    const spec = smallService(scratch(), { mute: true });
    const command = (at: number) => spec.command((port = at));
    const start = startService({ ...spec, command, deadlineMs: 500 });
    await expect(start).rejects.toMatchObject({ code: 'not-ready' });
    await expect(start).rejects.toThrow(`did not answer on 127.0.0.1:${port} within 0.5 s`);
    const pid = Number(/pid (\d+)/.exec(await start.then(() => '', messageOf))?.[1]);
    expect(runs(pid)).toBe(false);
  });

  it('stops waiting when asked to', async () => {
    const abort = new AbortController();
    const start = startService({ ...smallService(scratch(), { mute: true }), signal: abort.signal });
    abort.abort();
    await expect(start).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('takes another port when somebody was faster, and says so when the port was fixed', async () => {
    const ports: number[] = [];
    const spec = smallService(scratch());
    const command = (port: number) => {
      ports.push(port);
      // The first port is lost between the choice and the start.
      if (ports.length === 1) void occupy(port);
      return smallServer(port, ports.length === 1 ? { failsWith: 'address already in use' } : {});
    };
    const service = await started({ ...spec, command });
    expect(ports).toHaveLength(2);
    expect(service.port).toBe(ports[1]);
    expect(readFileSync(service.logFile, 'utf8')).toContain(
      `vexlab: port ${ports[0]} was taken after it was chosen; one more try, on port ${ports[1]}\n`,
    );

    const fixed = startService({ ...smallService(scratch()), port: ports[0] });
    await expect(fixed).rejects.toMatchObject({ code: 'port-in-use' });
    await expect(fixed).rejects.toThrow(`port ${ports[0]} on 127.0.0.1 is in use`);
  });

  it('is not taken in by a server that is not its own and answers on the port', async ({ skip }) => {
    if (process.platform !== 'linux') return skip('only Linux tells which process listens');
    let tries = 0;
    const command = (port: number) => {
      tries += 1;
      if (tries > 1) return smallServer(port);
      const stranger = createHttpServer((_, response) => response.end('1')).listen(port, '127.0.0.1');
      onTestFinished(() => void stranger.close());
      return smallServer(port, { mute: true });
    };
    const service = await started({ ...smallService(scratch()), command });
    expect(await ask(service.port)).toBe(service.pid());
    expect(tries).toBe(2);
    expect(readFileSync(service.logFile, 'utf8')).toContain('was taken after it was chosen');
  });

  it('looks at every port that it needs: at the choice, after a failed start, and before it is started again', async () => {
    const ports: number[] = [];
    const command = (port: number) => {
      ports.push(port);
      if (ports.length === 1) void occupy(port + 1);
      return smallServer(port, ports.length === 1 ? { failsWith: 'the second port is in use' } : {});
    };
    const service = await started({ ...smallService(scratch()), ports: 2, command });
    expect(ports).toHaveLength(2);
    expect(readFileSync(service.logFile, 'utf8')).toContain(`port ${(ports[0] as number) + 1} was taken`);

    const fixed = startService({ ...smallService(scratch()), ports: 2, port: ports[0] });
    await expect(fixed).rejects.toThrow(`port ${(ports[0] as number) + 1} on 127.0.0.1 is in use`);
    await occupy(service.port + 1);
    await expect(service.restart()).rejects.toThrow(`port ${service.port + 1} on 127.0.0.1 is in use`);
  });

  it('tries once more and no oftener', async () => {
    let tries = 0;
    const command = (port: number) => {
      tries++;
      void occupy(port);
      return smallServer(port, { failsWith: 'address already in use' });
    };
    const start = startService({ ...smallService(scratch()), command });
    await expect(start).rejects.toMatchObject({ code: 'server-died' });
    expect(tries).toBe(2);
  });

  it('says when its folder cannot be written', async () => {
    const file = join(scratch(), 'file');
    writeFileSync(file, '');
    const start = startService(smallService(join(file, 'data')));
    await expect(start).rejects.toMatchObject({ code: 'not-writable' });
    await expect(start).rejects.toThrow(join(file, 'data'));
  });

  it('knows that its server died', async () => {
    const service = await started(smallService(scratch()));
    const pid = service.pid();
    process.kill(pid, 'SIGKILL');
    const died = await service.died(5000);
    expect(died).toMatchObject({ code: 'server-died' });
    expect(died?.message).toContain(`small: its server (pid ${pid}) ended with code 137; see ${service.logFile}`);
  });
});

describe('freePort', () => {
  it('finds so many in a row', async () => {
    const port = await freePort(3);
    await occupy(port + 2);
    expect(await firstTaken(port, 2)).toBeUndefined();
    expect(await firstTaken(port, 3)).toBe(port + 2);
  });
});

describe('startGuarded', () => {
  it('kills what ignores SIGTERM', async () => {
    const port = await freePort();
    const server = await startGuarded(smallServer(port, { ignoresTerm: true }), join(scratch(), 'log'));
    expect(await eventually(() => runs(server.pid))).toBe(true);
    while ((await ask(port).catch(() => 0)) === 0);
    await server.stop(200);
    expect(server.exit()).toEqual({ code: 128 });
    expect(await eventually(() => !runs(server.pid))).toBe(true);
  });

  it('ends what the server itself had started, when the server is killed', async () => {
    const port = await freePort();
    const server = await startGuarded(smallServer(port, { hasChild: true }), join(scratch(), 'log'));
    let child = 0;
    while (child === 0) child = await ask(port).catch(() => 0);
    expect(runs(child)).toBe(true);
    process.kill(server.pid, 'SIGKILL');
    expect(await server.exited).toEqual({ code: 137 });
    expect(await eventually(() => !runs(child))).toBe(true);
  });

  // A lab of its own that starts a server and then ends in each of the ways that a lab can end.
  const ways: { [how: string]: { then: string; signal?: NodeJS.Signals } } = {
    'kill -9': { then: 'setInterval(() => undefined, 1000)', signal: 'SIGKILL' },
    'Ctrl-C': { then: 'setInterval(() => undefined, 1000)', signal: 'SIGINT' },
    'an exception': { then: 'throw new Error("crash")' },
    'its own end, without closing': { then: '' },
  };
  for (const [how, { then, signal }] of Object.entries(ways)) {
    it(`leaves no orphan after ${how}`, async () => {
      const folder = scratch();
      const script = `
        const { startGuarded } = require(${JSON.stringify(join(projectRoot, 'lib/dist/engines/process/guarded-process'))});
        const command = JSON.parse(process.argv[1]);
        (async () => {
          const server = await startGuarded({ ...command, env: process.env }, ${JSON.stringify(join(folder, 'log'))});
          console.log(server.pid);
          process.stdin.once('data', () => { process.stdin.destroy(); ${then} });
        })();`;
      const port = await freePort();
      const { file, args } = smallServer(port, { hasChild: true });
      const lab = spawn(process.execPath, ['-e', script, JSON.stringify({ file, args })], {
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      const pid = await new Promise<number>((resolve) => lab.stdout.once('data', (line) => resolve(Number(line))));
      let child = 0;
      while (child === 0) child = await ask(port).catch(() => 0);
      expect([runs(pid), runs(child)]).toEqual([true, true]);
      lab.stdin.write('go\n');
      if (signal) lab.kill(signal);
      expect(await eventually(() => !runs(pid) && !runs(child))).toBe(true);
      expect(await eventually(() => lab.exitCode !== null || lab.signalCode !== null)).toBe(true);
      expect(await isFree(port)).toBe(true);
    });
  }
});
