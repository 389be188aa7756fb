import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { summariseFiles } from 'vexlab/dist/analysis/summarise-files';
import { describeMachine } from 'vexlab/dist/measure/machine';
import { newestFiles } from 'vexlab/dist/results/files-store';
import { eventually, scratch, smallDisk } from '../engines/processes';
import { vexlab } from './vexlab';

const small = ['--sizes', '4096', '--files', '3', '--repetitions', '1'];
const measure = (path: string, ...more: string[]) => vexlab(['files', path, ...small, '--output', scratch(), ...more]);

describe('vexlab files where a path does not take files', () => {
  it('names a path that is not there', async () => {
    const path = join(scratch(), 'gone');
    const { code, stdout, stderr } = await measure(path);
    expect(code).toBe(1);
    expect(stdout).toContain('failed after 0 of 2 rounds: is not there (ENOENT)');
    expect(stdout).toContain('nothing was measured, and no report kept');
    expect(stderr).toContain(`${path}: is not there (ENOENT)`);
    expect(stderr).toContain('give a folder that is there and may be written');
  });

  it('names a path that may not be written', async ({ skip }) => {
    // Not even root makes folders among those of the kernel.
    if (process.platform !== 'linux') return skip('only Linux has a folder that nobody may write');
    const { code, stderr } = await measure('/sys');
    expect(code).toBe(1);
    expect(stderr).toMatch(/\/sys: (may not be written|is read-only) \(E[A-Z]+\)/);
  });

  it('says that a disk is full, and leaves nothing on it', async ({ skip }) => {
    const disk = smallDisk('256k');
    if (disk === undefined) return skip('no disk of its own can be mounted here');
    const { code, stderr } = await measure(disk, '--files', '200');
    expect(code).toBe(1);
    expect(stderr).toContain(`${disk}: is full (ENOSPC)`);
    expect(stderr).toContain('ask for fewer or smaller files: --files, --sizes');
    expect(readdirSync(disk)).toEqual([]);
  });

  it('says that files may not be so large, and leaves nothing behind', ({ skip }) => {
    const path = scratch();
    const script = resolve(__dirname, '..', '..', 'lib', 'bin', 'vexlab.js');
    // In blocks of 1024 bytes for bash.
    const limited = ['-c', 'ulimit -f 16 && exec "$0" "$@"', process.execPath, script];
    const asked = ['files', path, '--sizes', '65536', '--files', '2', '--repetitions', '1', '--output', scratch()];
    const { status, stderr, error } = spawnSync('bash', [...limited, ...asked], { encoding: 'utf8' });
    if (error) return skip(`no limit can be set: ${error.message}`);
    expect(status).toBe(1);
    expect(stderr).toContain(`${path}: takes no file of this size (EFBIG)`);
    expect(readdirSync(path)).toEqual([]);
  });
});

const newest = async (output: string) => {
  const kept = await newestFiles([output], [(await describeMachine(output)).id]);
  if (kept?.state !== 'read') throw new Error(`the report is ${kept?.state ?? 'not there'}`);
  return kept.report;
};

describe('vexlab files where only some can be measured', () => {
  it('keeps the rounds before the failure and the other paths, and exits with 3', async ({ skip }) => {
    const [path, output] = [scratch(), scratch()];
    const gone = join(path, 'gone');
    const script = resolve(__dirname, '..', '..', 'lib', 'bin', 'vexlab.js');
    // In blocks of 1024 bytes for bash; the report is smaller.
    const limited = ['-c', 'ulimit -f 512 && exec "$0" "$@"', process.execPath, script];
    const asked = ['--sizes', '4096,1048576', '--files', '2', '--repetitions', '1', '--output', output];
    const { status, stdout, error } = spawnSync('bash', [...limited, 'files', gone, path, ...asked], {
      encoding: 'utf8',
    });
    if (error) return skip(`no limit can be set: ${error.message}`);
    expect(status).toBe(3);
    expect(stdout).toContain('failed after 2 of 4 rounds: takes no file of this size (EFBIG)');
    expect(stdout).toContain('failed after 0 of 4 rounds: is not there (ENOENT)');
    const { cells, paths } = await newest(output);
    expect(cells.map(({ bytes, operation }) => `${operation} ${bytes}`)).toEqual(
      [0, 1].flatMap(() => ['create 4096', 'read 4096', 'list 4096', 'delete 4096']),
    );
    expect(paths.map(({ rounds }) => rounds?.measured)).toEqual([0, 2]);
    expect(readdirSync(path)).toEqual([]);
  });
});

describe('vexlab files after kill -9', () => {
  const folders = (path: string) => readdirSync(path).filter((name) => name.startsWith('.vexlab-files-'));

  it('has kept what was measured', async () => {
    const [path, output] = [scratch(), scratch()];
    await vexlab(['files', path, '--sizes', '4096', '--files', '3', '--repetitions', '100000', '--output', output], {
      meanwhile: async (kill) => {
        await eventually(
          () => existsSync(join(output, 'files')) && readdirSync(join(output, 'files')).length > 0,
          60_000,
        );
        kill('SIGKILL');
      },
    });
    const { cells, paths } = await newest(output);
    const [rounds] = paths.map((one) => one.rounds);
    expect(rounds?.asked).toBe(200_000);
    expect(rounds?.measured).toBeGreaterThan(0);
    expect(cells).toHaveLength(4 * (rounds?.measured ?? NaN));
    expect(paths[0]?.failed).toBeUndefined();
  });

  it('removes in the next run what was left, and says so', async () => {
    const path = scratch();
    const killed = await vexlab(['files', path, '--files', '1000000', '--output', scratch()], {
      meanwhile: async (kill) => {
        await eventually(() => folders(path).length > 0, 60_000);
        kill('SIGKILL');
      },
    });
    expect(killed.code).toBeNull();
    const [left] = folders(path);
    expect(left).toBeDefined();
    const { code, stderr } = await measure(path);
    expect(code).toBe(0);
    expect(stderr).toContain(`removed ${join(path, left ?? '')}: left by a run that was killed`);
    expect(readdirSync(path)).toEqual([]);
  });

  it('leaves the folder of a run that is under way', async () => {
    const path = scratch();
    const seen: string[][] = [];
    await vexlab(['files', path, '--files', '1000000', '--output', scratch()], {
      meanwhile: async (kill) => {
        await eventually(() => folders(path).length > 0, 60_000);
        const before = folders(path);
        const { code } = await measure(path).catch((thrown: unknown) => {
          kill('SIGKILL');
          throw thrown;
        });
        seen.push(before, folders(path), [String(code)]);
        kill('SIGKILL');
      },
    });
    expect(seen[0]).toHaveLength(1);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(['0']);
  });

  it('names a folder of which it cannot tell whether a run is under way', async () => {
    const path = scratch();
    const strange = join(path, '.vexlab-files-elsewhere');
    mkdirSync(strange);
    const { code, stderr } = await measure(path);
    expect(code).toBe(0);
    expect(stderr).toContain(`${strange} belongs to a run of another machine, or was left by one`);
    expect(readdirSync(path)).toEqual(['.vexlab-files-elsewhere']);
  });
});

it('shows a p95 of every operation with its defaults', async () => {
  const output = scratch();
  const { code } = await vexlab(['files', scratch(), '--sizes', '4096', '--output', output]);
  expect(code).toBe(0);
  const summaries = summariseFiles(await newest(output));
  expect(summaries).toHaveLength(8);
  expect(summaries.filter(({ latency }) => latency.p95 === undefined)).toEqual([]);
});

it('names the machine as runs of the same results folder do, whatever storage is measured, so that their report finds it', async ({
  skip,
}) => {
  const disk = smallDisk('1m');
  if (disk === undefined) return skip('no disk of its own can be mounted here');
  const output = scratch();
  const { code } = await vexlab(['files', disk, ...small, '--output', output]);
  expect(code).toBe(0);
  const { id } = await describeMachine(output);
  expect(await newestFiles([output], [id])).toMatchObject({ state: 'read', report: { machine: { id } } });
});

it('can be called from a notebook', () => {
  const path = scratch();
  const asked = { paths: [path], sizes: [4096], fsync: [false], files: 3, repetitions: 2 };
  const script = `
    const lab = require('vexlab');
    lab.filesReport(${JSON.stringify(asked)}).then(async (report) => {
      const { cells } = await lab.measureFiles(${JSON.stringify(asked)});
      console.log(lab.filesTable(lab.summariseFiles(report), report).text(), cells.length);
    });`;
  const text = execFileSync(process.execPath, ['-e', script], {
    encoding: 'utf8',
    cwd: resolve(__dirname, '..', '..'),
  });
  expect(text).toMatch(/create +4,096 +no/);
  expect(text.trim()).toMatch(/ 8$/);
  expect(readdirSync(path)).toEqual([]);
});
