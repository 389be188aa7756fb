import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Engine, Probe } from 'vexlab/dist/engines/engine';
import { engine as fuse, fuseSystem } from 'vexlab/dist/engines/vexfs-fuse';
import { engine as kernel, kernelSystem } from 'vexlab/dist/engines/vexfs-kernel';
import { mountAt } from 'vexlab/dist/engines/vexfs/mount-table';
import { probeMount } from 'vexlab/dist/engines/vexfs/mount';
import { scratch } from './processes';

const probe = (engine: Engine, VEXFS_MOUNT?: string): Promise<Probe> =>
  engine.probe({ dataDir: scratch(), env: { VEXFS_MOUNT } });

describe.each([
  { engine: fuse, expected: 'a FUSE mount from vexfs' },
  { engine: kernel, expected: 'a mount of type vexfs' },
])('$engine.name', ({ engine, expected }) => {
  it('is not configured without VEXFS_MOUNT, and says what to do', async () => {
    const remedy = expect.stringMatching(/set VEXFS_MOUNT=FOLDER$/) as string;
    const found = { state: 'not-configured', why: 'VEXFS_MOUNT is not set', remedy };
    expect(await probe(engine)).toEqual(found);
    expect(await probe(engine, '')).toEqual(found);
  });

  it('says what is there instead', async () => {
    const folder = scratch();
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const missing = join(folder, 'missing');
    const why = async (path: string): Promise<string> => {
      const found = await probe(engine, path);
      expect(found.state).toBe('unavailable');
      return found.why;
    };
    expect(await why(missing)).toMatch(/^VEXFS_MOUNT = \S+missing cannot be looked at: .*No such file/);
    expect(await why(file)).toBe(`VEXFS_MOUNT = ${file} is not a directory`);
    expect(await why(folder)).toBe(`VEXFS_MOUNT = ${folder} is no mount point; ${expected} is expected there`);
    expect(await why('/proc')).toBe(
      `VEXFS_MOUNT = /proc is a mount of type proc from proc; ${expected} is expected there`,
    );
  });

  it('is not taken in by the name of another mount', async ({ skip }) => {
    const folder = scratch();
    try {
      execFileSync('mount', ['-t', 'tmpfs', 'vexfs', folder], { stdio: 'pipe' });
    } catch {
      return skip('nothing can be mounted here (that takes root)');
    }
    onTestFinished(() => void execFileSync('umount', ['-l', folder]));
    expect(await probe(engine, folder)).toMatchObject({
      state: 'unavailable',
      why: `VEXFS_MOUNT = ${folder} is a mount of type tmpfs from vexfs; ${expected} is expected there`,
    });
  });

  it('answers no vector search, and says what measures it', async () => {
    const connection = engine.connect({ dataDir: scratch(), env: {} });
    await expect(connection).rejects.toMatchObject({ name: 'LabError', code: 'not-supported' });
    await expect(connection).rejects.toThrow(
      /a file system answers no vector search; measure its files by the file workload/,
    );
    expect(engine).toMatchObject({ kind: 'filesystem', capabilities: { metrics: [] } });
    expect(engine.server).toBeUndefined();
  });
});

describe('what is mounted at a folder', () => {
  const lines = (folder: string): string =>
    [
      '/dev/sda1 / ext4 rw 0 0',
      `tmpfs ${folder} tmpfs rw 0 0`,
      `vexfs ${folder} fuse.vexfs rw,user_id=0 0 0`,
      `vexfs ${folder}/plain fuse rw 0 0`,
      `sshfs ${folder}/other fuse.sshfs rw 0 0`,
      `/dev/loop0 ${folder}/kernel vexfs_v2_b62 rw 0 0`,
      'vexfs /with\\040a\\134blank fuse.vexfs rw 0 0',
      '',
    ].join('\n');

  it('is the last that was mounted there, whatever is in its name', () => {
    expect(mountAt('/m', lines('/m'))).toEqual({ source: 'vexfs', folder: '/m', type: 'fuse.vexfs' });
    expect(mountAt('/with a\\blank', lines('/m'))).toMatchObject({ type: 'fuse.vexfs' });
    expect(mountAt('/m/elsewhere', lines('/m'))).toBeUndefined();
  });

  it.each([
    { type: 'fuse.vexfs', source: 'vexfs', is: 'fuse' },
    { type: 'fuse.vexfs', source: '/somewhere', is: 'fuse' },
    { type: 'fuse', source: 'vexfs', is: 'fuse' },
    { type: 'fuse.sshfs', source: 'host:/', is: 'neither' },
    { type: 'fuseblk', source: 'vexfs', is: 'neither' },
    { type: 'vexfs', source: '/dev/loop0', is: 'kernel' },
    { type: 'vexfs_v2_b62', source: '/dev/loop0', is: 'kernel' },
    { type: 'vexfsish', source: '/dev/loop0', is: 'neither' },
  ])('of type $type from $source is $is', async ({ type, source, is }) => {
    const folder = scratch();
    const link = join(scratch(), 'link');
    symlinkSync(folder, link);
    const table = join(scratch(), 'mounts');
    writeFileSync(table, `${source} ${folder} ${type} rw 0 0\n`);
    const states: string[] = [];
    for (const system of [fuseSystem, kernelSystem]) {
      const { state, why } = await probeMount(system, { VEXFS_MOUNT: link }, table);
      expect(why).toMatch(`VEXFS_MOUNT = ${link} is a mount of type ${type} from ${source}`);
      states.push(state);
    }
    expect(states).toEqual([is === 'fuse', is === 'kernel'].map((ready) => (ready ? 'ready' : 'unavailable')));
  });
});
