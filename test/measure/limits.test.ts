import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cpuQuota, limitsHere } from 'vexlab/dist/measure/limits';

const folder = mkdtempSync(join(tmpdir(), 'vexlab-limits-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A tree of control groups as the kernel shows it. */
function tree(name: string, groups: string, files: { [path: string]: string }) {
  const mount = join(folder, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(mount, path, '..'), { recursive: true });
    writeFileSync(join(mount, path), text);
  }
  writeFileSync(join(mount, 'self'), groups);
  return { groups: join(mount, 'self'), mount };
}

describe('the CPU quota of control groups', () => {
  it('of version 2 is the smallest from the group up', async () => {
    const files = tree('v2', '0::/system/lab\n', {
      'system/lab/cpu.max': 'max 100000\n',
      'system/cpu.max': '150000 100000\n',
    });
    expect(await cpuQuota(files)).toBe(1.5);
  });
  it('of version 1 stands in the folder of its controllers', async () => {
    const files = tree('v1', '4:memory:/x\n3:cpu,cpuacct:/docker/abc\n0::/\n', {
      'cpu,cpuacct/docker/abc/cpu.cfs_quota_us': '50000\n',
      'cpu,cpuacct/docker/abc/cpu.cfs_period_us': '100000\n',
      'cpu,cpuacct/cpu.cfs_quota_us': '-1\n',
      'cpu,cpuacct/cpu.cfs_period_us': '100000\n',
    });
    expect(await cpuQuota(files)).toBe(0.5);
  });
  it('is not known where nothing limits it, or nothing can be read', async () => {
    expect(await cpuQuota(tree('none', '0::/lab\n', { 'lab/cpu.max': 'max 100000\n' }))).toBeUndefined();
    expect(await cpuQuota({ groups: join(folder, 'absent'), mount: folder })).toBeUndefined();
  });
});

it('limits are told only where they are less than the machine has', async () => {
  const half = tree('half', '0::/\n', { 'cpu.max': `${cpus().length * 50_000} 100000\n` });
  // A test may itself run with fewer.
  const few = availableParallelism();
  expect((await limitsHere(half)).cpus).toBe(Math.min(cpus().length / 2, few));
  const double = tree('double', '0::/\n', { 'cpu.max': `${cpus().length * 200_000} 100000\n` });
  expect((await limitsHere(double)).cpus).toBe(few < cpus().length ? few : undefined);
});
