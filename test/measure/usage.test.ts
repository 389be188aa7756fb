import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { cpuBetween, endedBetween, totalRss, usageOf } from 'vexlab/dist/measure/usage';

/** Holds 100 MB, uses 200 ms of CPU, then says so and waits to be ended. */
const busy = `
  const held = Buffer.alloc(100e6, 1);
  const start = process.cpuUsage();
  for (let used = start; used.user + used.system < 200e3; ) used = process.cpuUsage(start);
  process.stdout.write('ready');
  process.stdin.on('end', () => process.exit(held.length % 2)).resume();
`;

describe('usage', () => {
  it('of this process is what Node says of it', async () => {
    const before = process.cpuUsage();
    const usage = await usageOf([process.pid]);
    const after = process.cpuUsage();
    expect([...usage.keys()]).toEqual([process.pid]);
    const cpuMs = usage.get(process.pid)?.cpuMs as number;
    // The kernel counts in ticks of 10 ms, user and system apart.
    expect(cpuMs).toBeGreaterThanOrEqual((before.user + before.system) / 1000 - 20);
    expect(cpuMs).toBeLessThanOrEqual((after.user + after.system) / 1000 + 20);
    expect((totalRss(usage) as number) / process.memoryUsage.rss()).toBeCloseTo(1, 0);
  });

  it('of a process holds its memory and CPU, on Linux those of its children too', async () => {
    const nested = process.platform === 'linux';
    const code = nested
      ? `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(busy)}], { stdio: ['pipe', 'inherit', 'inherit'] });
         process.stdin.on('end', () => child.stdin.end()).resume(); child.on('exit', (code) => process.exit(code));`
      : busy;
    const child = spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    const usage = await usageOf([child.pid as number]);
    expect(usage.size).toBe(nested ? 2 : 1);
    expect(totalRss(usage)).toBeGreaterThan(100e6);
    expect(cpuBetween(new Map(), usage)).toBeGreaterThanOrEqual(180);
    child.stdin.end();
    await once(child, 'exit');
    expect((await usageOf([child.pid as number])).size).toBe(0);
  });

  it('is absent, not zero, where there is nothing to read', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    expect(totalRss(await usageOf([gone]))).toBeUndefined();
    expect(totalRss(await usageOf([]))).toBeUndefined();
    expect(cpuBetween(new Map(), new Map())).toBeUndefined();
  });

  it('between two readings adds up processes, counts new ones whole, and knows nothing of one that ended', () => {
    const at = (...cpu: [number, number][]) => new Map(cpu.map(([pid, cpuMs]) => [pid, { rss: 1, cpuMs }]));
    expect(cpuBetween(at([1, 10], [2, 20]), at([1, 15], [2, 40], [3, 5]))).toBe(30);
    expect(cpuBetween(at([1, 10], [2, 20]), at([1, 15]))).toBeUndefined();
  });

  it('counts children that began and ended between two readings, by what their parent says', () => {
    const at = (cpuMs: number, endedMs: number) => new Map([[1, { rss: 1, cpuMs, endedMs }]]);
    expect(endedBetween(at(10, 500), at(15, 800))).toBe(300);
    expect(cpuBetween(at(10, 500), at(15, 800))).toBe(305);
  });
});
