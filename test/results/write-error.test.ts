import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import { writeError } from 'vexlab/dist/results/write-error';

function thrownBy(work: () => void): unknown {
  try {
    work();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('nothing was thrown');
}

it.skipIf(process.platform !== 'linux')('tells a full disk from other failures (needs Linux: /dev/full)', () => {
  const full = writeError(
    'records.jsonl',
    thrownBy(() => writeFileSync('/dev/full', 'x')),
  );
  expect(full.code).toBe('no-space');
  expect(full.message).toBe(
    'records.jsonl: no space left to write (ENOSPC); everything measured before is kept; ' +
      'free some space and run the same again: it goes on where it stopped',
  );
});

it('names a place that cannot be written, keeps an error that says enough, and passes on any other', () => {
  const folder = writeError(
    'out',
    thrownBy(() => writeFileSync(join(tmpdir(), 'no', 'such', 'folder'), 'x')),
  );
  expect([folder.code, folder.where]).toEqual(['not-writable', 'out']);
  expect(writeError('out', Object.assign(new Error('i/o error'), { code: 'EIO' })).code).toBe('write-failed');
  expect(writeError('out', Object.assign(new Error('read-only'), { code: 'EROFS' })).code).toBe('not-writable');
  const told = new LabError({ code: 'newer-record', where: 'x', what: 'y' });
  expect(writeError('out', told)).toBe(told);
});
