import { mkdtempSync, readFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentId } from 'vexlab/dist/base/canonical-json';
import { monotonicClock } from 'vexlab/dist/measure/clock';
import { describeMachine } from 'vexlab/dist/measure/machine';
import { softwareVersions } from 'vexlab/dist/measure/software-versions';
import { storageUnder } from 'vexlab/dist/measure/storage';

describe('machine', () => {
  it('is described as the system describes itself, the same each time', async () => {
    const machine = await describeMachine(tmpdir());
    const { id, ...described } = machine;
    expect(id).toBe(contentId(described));
    expect(await describeMachine(tmpdir())).toEqual(machine);
    expect(machine.cpu.cores).toBe(cpus().length);
    expect(machine.memoryBytes).toBe(totalmem());
    expect(machine.os.architecture).toBe(process.arch);
    expect(machine.os.platform).toBe(process.platform);
  });

  it('knows the versions of what runs, from the packages themselves', async () => {
    const versions = await softwareVersions();
    const lab = JSON.parse(readFileSync(resolve(__dirname, '../../lib/package.json'), 'utf8')) as {
      version: string;
      dependencies: { [name: string]: string };
    };
    expect(versions.node).toBe(process.versions.node);
    expect(versions.vexlab).toBe(lab.version);
    expect(Object.keys(versions).sort()).toEqual(['node', 'v8', 'vexlab', ...Object.keys(lab.dependencies)].sort());
  });

  it.skipIf(process.platform !== 'linux')('knows the file system under a folder (needs Linux: /proc)', async () => {
    expect(await storageUnder('/proc/self')).toMatchObject({ fileSystem: 'proc', mount: '/proc' });
    const folder = mkdtempSync(join(tmpdir(), 'vexlab-storage-'));
    const mounts = readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '));
    const storage = await storageUnder(folder);
    expect(mounts.map(([device, mount, type]) => [device, mount, type])).toContainEqual([
      storage?.device,
      storage?.mount,
      storage?.fileSystem,
    ]);
    expect(folder.startsWith(storage?.mount as string)).toBe(true);
  });
});

it('the clock never runs backwards', () => {
  let last = monotonicClock.now();
  for (let reading = 0; reading < 10_000; reading += 1) {
    const now = monotonicClock.now();
    expect(now).toBeGreaterThanOrEqual(last);
    last = now;
  }
});
