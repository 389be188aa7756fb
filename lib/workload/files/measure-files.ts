import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rm, unlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LabError } from '../../base/lab-error';
import { noProgress, type Progress } from '../../base/progress';
import { type Clock, monotonicClock } from '../../measure/clock';
import { encodeHistogram, newHistogram, recordLatency } from '../../measure/histogram';
import type { FileCell, FileOperation } from '../../results/files-report';
import { ownFolder, removeLeftovers } from './own-folder';

export interface FilesAsk {
  paths: readonly string[];
  /** Bytes of a file. */
  sizes: readonly number[];
  /** Whether a file is forced to the storage before it counts as created. */
  fsync: readonly boolean[];
  /** Files of each size and repetition. */
  files: number;
  repetitions: number;
}

export interface FilesContext {
  /** The machine's if not given. */
  clock?: Clock;
  progress?: Progress;
  /** Told what earlier runs had left behind. */
  say?: (line: string) => void;
  signal?: AbortSignal;
}

/**
 * Creates, reads, lists and deletes files under each path, one after another by one client, in a folder of its own that is gone at
 * the end, unless it is killed: then the next run under that path removes it. Repetitions are interleaved over the paths. Reads
 * come from the page cache: they were just written.
 * Rejects with a LabError (`bad-path`, `no-space`, `file-too-large`) or when the signal is aborted.
 */
export async function measureFiles(
  ask: FilesAsk,
  { clock = monotonicClock, progress = noProgress, say = () => undefined, signal }: FilesContext = {},
): Promise<FileCell[]> {
  const settings = ask.sizes.flatMap((bytes) => ask.fsync.map((fsync) => ({ bytes, fsync })));
  const rounds = Array.from({ length: ask.repetitions }, (_, repetition) => repetition).flatMap((repetition) =>
    settings.flatMap((setting) => ask.paths.map((path) => ({ ...setting, path: resolve(path), repetition }))),
  );
  for (const path of ask.paths.map((one) => resolve(one))) {
    await removeLeftovers(path, say).catch((thrown: unknown) => {
      throw pathError(path, thrown);
    });
  }
  const cells: FileCell[] = [];
  for (const [done, round] of rounds.entries()) {
    progress({ stage: 'files', done, total: rounds.length, unit: 'rounds', note: round.path });
    cells.push(...(await measureRound(round, ask.files, clock, signal)));
  }
  progress({ stage: 'files', done: rounds.length, total: rounds.length, unit: 'rounds' });
  return cells;
}

type Round = Pick<FileCell, 'path' | 'bytes' | 'fsync' | 'repetition'>;

async function measureRound(round: Round, files: number, clock: Clock, signal?: AbortSignal): Promise<FileCell[]> {
  signal?.throwIfAborted();
  const { path, bytes, fsync } = round;
  let folder: string | undefined;
  try {
    folder = await ownFolder(path);
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
  } catch (thrown) {
    throw pathError(path, thrown);
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

const words: { readonly [errno: string]: string } = {
  ENOENT: 'is not there',
  ENOTDIR: 'is no folder',
  EACCES: 'may not be written',
  EPERM: 'may not be written',
  EROFS: 'is read-only',
};

function pathError(path: string, thrown: unknown): unknown {
  const errno = (thrown as NodeJS.ErrnoException).code ?? '';
  if (['ENOSPC', 'EDQUOT'].includes(errno)) {
    const remedy = 'ask for fewer or smaller files: --files, --sizes';
    return new LabError({ code: 'no-space', where: path, what: `is full (${errno})`, remedy, cause: thrown });
  }
  if (errno === 'EFBIG') {
    const remedy = 'ask for smaller files (--sizes), or raise the limit (ulimit -f)';
    return new LabError({
      code: 'file-too-large',
      where: path,
      what: 'takes no file of this size (EFBIG)',
      remedy,
      cause: thrown,
    });
  }
  const what = words[errno];
  if (what === undefined) return thrown;
  const remedy = 'give a folder that is there and may be written';
  return new LabError({ code: 'bad-path', where: path, what: `${what} (${errno})`, remedy, cause: thrown });
}
