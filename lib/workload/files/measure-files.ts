import { resolve } from 'node:path';
import { noProgress, type Progress } from '../../base/progress';
import { type Clock, monotonicClock } from '../../measure/clock';
import type { FilesPath, FilesReport } from '../../results/files-report';
import { measureRound } from './measure-round';
import { removeLeftovers } from './own-folder';
import { pathFault } from './path-fault';

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
  /** Told what earlier runs had left behind, and which path failed. */
  say?: (line: string) => void;
  signal?: AbortSignal;
}

/** What was measured so far, and of each path how far it came. */
export type MeasuredFiles = Pick<FilesReport, 'cells' | 'paths'>;

export interface MeasureFilesContext extends FilesContext {
  /** Told after each round; the next one waits for it. */
  measured?: (sofar: MeasuredFiles) => Promise<void>;
}

/**
 * Creates, reads, lists and deletes files under each path, one after another by one client, in a folder of its own that is gone at
 * the end, unless it is killed: then the next run under that path removes it. Repetitions are interleaved over the paths. Reads
 * come from the page cache: they were just written. A path that fails is left with its reason and the rounds that it had; the others are
 * measured. Rejects only when the signal is aborted, or with what `measured` threw.
 */
export async function measureFiles(
  ask: FilesAsk,
  {
    clock = monotonicClock,
    progress = noProgress,
    say = () => undefined,
    measured = () => Promise.resolve(),
    signal,
  }: MeasureFilesContext = {},
): Promise<MeasuredFiles> {
  const settings = ask.sizes.flatMap((bytes) => ask.fsync.map((fsync) => ({ bytes, fsync })));
  const asked = settings.length * ask.repetitions;
  const paths = [...new Set(ask.paths)].map((path): FilesPath & Rounds => ({ path, rounds: { asked, measured: 0 } }));
  const rounds = Array.from({ length: ask.repetitions }, (_, repetition) => repetition).flatMap((repetition) =>
    settings.flatMap((setting) =>
      paths.map((under) => ({ under, round: { ...setting, path: under.path, repetition } })),
    ),
  );
  const unlessFailed = async (under: FilesPath, work: () => Promise<void>): Promise<void> => {
    if (under.failed) return;
    try {
      await work();
    } catch (thrown) {
      signal?.throwIfAborted();
      under.failed = pathFault(thrown);
      const { why, remedy } = under.failed;
      say(`${under.path}: ${why}${remedy === undefined ? '' : `; ${remedy}`}`);
    }
  };

  for (const under of paths) await unlessFailed(under, () => removeLeftovers(resolve(under.path), say));
  const all: MeasuredFiles = { cells: [], paths };
  for (const [done, { under, round }] of rounds.entries()) {
    progress({ stage: 'files', done, total: rounds.length, unit: 'rounds', note: under.path });
    const before = all.cells.length;
    await unlessFailed(under, async () => {
      all.cells.push(...(await measureRound(round, ask.files, clock, signal)));
      under.rounds.measured += 1;
    });
    if (all.cells.length > before) await measured(all);
  }
  progress({ stage: 'files', done: rounds.length, total: rounds.length, unit: 'rounds' });
  return all;
}

type Rounds = Required<Pick<FilesPath, 'rounds'>>;
