import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rm, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock } from '../../measure/clock';
import { encodeHistogram, newHistogram, recordLatency } from '../../measure/histogram';
import type { FileCell, FileOperation } from '../../results/files-report';
import { ownFolder } from './own-folder';

/** Files of one size under one path, in one repetition. */
export type Round = Pick<FileCell, 'path' | 'bytes' | 'fsync' | 'repetition'>;

/**
 * Creates, reads, lists and deletes files, one after another, in a folder of its own that is gone at the end. Rejects with what the file
 * system threw, or when the signal is aborted.
 */
export async function measureRound(
  round: Round,
  files: number,
  clock: Clock,
  signal?: AbortSignal,
): Promise<FileCell[]> {
  signal?.throwIfAborted();
  const { path, bytes, fsync } = round;
  let folder: string | undefined;
  try {
    folder = await ownFolder(resolve(path));
    const own = folder;
    const content = randomBytes(bytes);
    const names = Array.from({ length: files }, (_, i) => join(own, `${i}`));
    const timed = async (
      operation: FileOperation,
      targets: readonly string[],
      work: (name: string) => Promise<unknown>,
    ) => {
      const histogram = newHistogram();
      const start = clock.now();
      for (const name of targets) {
        signal?.throwIfAborted();
        const sent = clock.now();
        await work(name);
        recordLatency(histogram, clock.now() - sent);
      }
      const ms = (clock.now() - start) / 1e6;
      return { ...round, operation, count: targets.length, ms, histogram: encodeHistogram(histogram) };
    };
    return [
      await timed('create', names, (name) => create(name, content, fsync)),
      await timed('read', names, (name) => readFile(name)),
      await timed(
        'list',
        names.map(() => own),
        (name) => readdir(name),
      ),
      await timed('delete', names, (name) => unlink(name)),
    ];
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function create(name: string, content: Buffer, fsync: boolean): Promise<void> {
  const file = await open(name, 'wx');
  try {
    await file.writeFile(content);
    if (fsync) await file.sync();
  } finally {
    await file.close();
  }
}
