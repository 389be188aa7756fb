import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Behaviour } from 'vexlab/dist/workload/load/behaviour';
import { nullBehaviour, startReferenceServer } from 'vexlab/dist/workload/load/reference-server';
import { eventually, runs, scratch } from '../../engines/processes';

async function started(behaviour: Behaviour) {
  const server = await startReferenceServer(behaviour, { dataDir: scratch() });
  onTestFinished(() => server.stop());
  return server;
}

describe('a reference server', () => {
  it('answers at once, counts, and ends when told', async () => {
    const server = await started(nullBehaviour);
    const answer = await fetch(`${server.url}/any`, { method: 'POST', body: 'a query' });
    expect([answer.status, await answer.text()]).toEqual([200, '{}']);
    expect(await server.stats()).toEqual({ answered: 1, failed: 0, mostInside: 1, mostWaiting: 0, heldBack: 0 });
    await server.begin();
    expect((await server.stats()).answered).toBe(0);
    await server.stop();
    expect(runs(server.pid)).toBe(false);
  });

  it('never takes less than its service time', async () => {
    const server = await started({ serviceMs: 20 });
    for (let i = 0; i < 20; i += 1) {
      const from = performance.now();
      await (await fetch(server.url)).text();
      expect(performance.now() - from).toBeGreaterThanOrEqual(20);
    }
  });

  it('lets what is beyond its limit wait, and answers errors with 500', async () => {
    // It answers nobody for 2 s: the first two of six requests are there until all are, however far apart these come within them.
    const stalls = [{ fromMs: 0, forMs: 2000 }];
    const server = await started({ serviceMs: 0, limit: 2, stalls, errors: { share: 1, seed: 1 } });
    const answers = await Promise.all(Array.from({ length: 6 }, () => fetch(server.url)));
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 500, 500, 500, 500]);
    expect(await server.stats()).toMatchObject({ answered: 0, failed: 6, mostInside: 6, mostWaiting: 4 });
  });

  it('is not started with a behaviour that makes no sense', async () => {
    const behaviour = { serviceMs: 1, limit: 0 };
    await expect(startReferenceServer(behaviour, { dataDir: scratch() })).rejects.toMatchObject({
      code: 'bad-behaviour',
      message: expect.stringContaining('limit') as unknown,
    });
  });

  it('ends with a lab that is killed', async () => {
    const program = `
      require('vexlab/dist/workload/load/reference-server')
        .startReferenceServer({ serviceMs: 0 }, { dataDir: ${JSON.stringify(scratch())} })
        .then(({ pid }) => { console.log(pid); setInterval(() => undefined, 1000); });`;
    const lab = spawn(process.execPath, ['-e', program], { cwd: __dirname, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void lab.kill('SIGKILL'));
    const pid = await new Promise<number>((resolve) => lab.stdout.once('data', (text) => resolve(Number(text))));
    expect(runs(pid)).toBe(true);
    lab.kill('SIGKILL');
    expect(await eventually(() => !runs(pid))).toBe(true);
  });
});
