import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { makeFolder } from 'vexlab/dist/base/make-folder';
import { vexlab, lines } from '../cli/vexlab';

const temp = mkdtempSync(join(tmpdir(), 'vexlab-make-folder-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

it('makes a folder with those above it, and leaves one alone that is there', () => {
  const folder = join(temp, 'a', 'b', 'c');
  makeFolder(folder);
  writeFileSync(join(folder, 'kept'), '');
  makeFolder(folder);
  expect(existsSync(join(folder, 'kept'))).toBe(true);
});

it('throws where a file is in the way', () => {
  const file = join(temp, 'file');
  writeFileSync(file, '');
  expect(() => makeFolder(file)).toThrow('EEXIST');
  expect(() => makeFolder(join(file, 'below', 'it'))).toThrow('ENOTDIR');
});

const linux = process.platform === 'linux' ? '' : ' (skipped: needs /proc of Linux)';
it.skipIf(linux)(`ends where the file system makes no folders${linux}`, async () => {
  expect(() => makeFolder('/proc/nope/below')).toThrow('ENOENT');
  const { code, stderr } = await vexlab(['run', '--output', '/proc/nope']);
  expect(code).toBe(1);
  expect(lines(stderr).at(-1)).toBe(
    'vexlab: /proc/nope: cannot be written (ENOENT); give an output folder that you may write to',
  );
});
