import { mkdir, readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LabError, messageOf } from '../base/lab-error';
import { makeFolder } from '../base/make-folder';
import { type RunManifest, manifestVersion, readManifest, writeManifest } from './manifest';
import { readRecords } from './read-records';
import type { Record } from './record';
import { openRecordLog } from './record-log';
import { lockRun } from './run-lock';
import { syncFolder } from './sync-folder';
import { writeError } from './write-error';

export type { RunManifest } from './manifest';

/** A run as it lies on the disk. */
export interface StoredRun {
  dir: string;
  manifest: RunManifest;
  /** The last record of each cell, in the order of writing. */
  records: Record[];
  /** Records of cells that were tried again when the run was resumed, and of cells that its plan no longer has. */
  superseded: Record[];
  /** Lines that are no record, a torn last one among them; each cell of theirs counts as not measured. */
  damaged: number;
  /** File, line number and fault of each of those. */
  damage: string[];
}

/** A folder that holds a run, and why it cannot be read. */
export interface UnreadableRun {
  dir: string;
  /** The name of its folder. */
  run: string;
  why: string;
}

/** A run that this process writes. */
export interface RunStore extends StoredRun {
  /** Resolves when the record is on the disk; keeps it in `records`, or what took its place because it could not be read again. */
  append(record: Record): Promise<void>;
  setState(state: RunManifest['state']): Promise<void>;
  /** Closes the file and gives the lock back. */
  close(): Promise<void>;
}

/** Reads a run's folder. LabError `bad-run` or `newer-record`. */
export async function readRun(dir: string): Promise<StoredRun> {
  const manifest = await readManifest(dir);
  const { records, damage } = await readRecords(join(dir, 'records.jsonl'));
  return { dir, manifest, ...lastOfEachCell(records, manifest), damaged: damage.length, damage };
}

/** Reads every run of a results folder, oldest first, and says which cannot be read; none where there is no folder. */
export async function readRuns(output: string): Promise<{ runs: StoredRun[]; unreadable: UnreadableRun[] }> {
  const { runs: listed, unreadable } = await listRuns(output);
  const runs: StoredRun[] = [];
  for (const { dir } of listed) {
    try {
      runs.push(await readRun(dir));
    } catch (thrown) {
      unreadable.push(unreadableRun(dir, thrown));
    }
  }
  return { runs, unreadable };
}

const unreadableRun = (dir: string, thrown: unknown): UnreadableRun => ({
  dir,
  run: basename(dir),
  why: messageOf(thrown),
});

/** The manifests of a results folder, oldest first, without the records; one that is damaged hides no other. */
export async function listRuns(
  output: string,
): Promise<{ runs: { dir: string; manifest: RunManifest }[]; unreadable: UnreadableRun[] }> {
  const runs: { dir: string; manifest: RunManifest }[] = [];
  const unreadable: UnreadableRun[] = [];
  if (!existsSync(output)) return { runs, unreadable };
  const entries = await readdir(output, { withFileTypes: true }).catch((cause: unknown) => {
    const what = `is no folder that can be read (${(cause as NodeJS.ErrnoException).code})`;
    throw new LabError({ code: 'bad-run', where: output, what, remedy: 'give the folder that holds the runs', cause });
  });
  const dirs = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(output, entry.name))
    .filter((dir) => existsSync(join(dir, 'run.json')));
  for (const dir of dirs) {
    try {
      runs.push({ dir, manifest: await readManifest(dir) });
    } catch (thrown) {
      unreadable.push(unreadableRun(dir, thrown));
    }
  }
  runs.sort((a, b) => a.manifest.createdAt.localeCompare(b.manifest.createdAt));
  return { runs, unreadable };
}

/** Makes a new run's folder, named after time and plan. LabError `not-writable` or `no-space`. */
export async function createRun(
  output: string,
  head: Omit<RunManifest, 'version' | 'run' | 'state'>,
): Promise<RunStore> {
  const stamp = `${head.createdAt.replace(/[-:]|\.\d+/g, '')}-${head.planId.slice(0, 8)}`;
  makeOutput(output);
  const { run, dir } = await makeRunFolder(output, stamp);
  const unlock = await lockRun(dir);
  const manifest: RunManifest = { version: manifestVersion, run, ...head, state: 'unfinished' };
  return await withLock(unlock, async () => {
    await writeManifest(dir, manifest);
    return openStore(dir, manifest, unlock);
  });
}

/** What of a run's manifest follows from its datasets as they are found, and so may change when it goes on. */
export type RunPlan = Pick<RunManifest, 'planId' | 'cells' | 'cellIds'>;

/**
 * Goes on with a run, with the plan of now: takes its lock, mends a torn last line. LabError `run-locked` where another
 * process writes it.
 */
export async function reopenRun(dir: string, plan: Partial<RunPlan> = {}): Promise<RunStore> {
  const unlock = await lockRun(dir);
  return await withLock(unlock, async () => {
    const before = await readManifest(dir);
    const manifest = { ...before, ...plan };
    if (manifest.planId !== before.planId) await writeManifest(dir, manifest);
    return openStore(dir, manifest, unlock);
  });
}

async function withLock<T>(unlock: () => Promise<void>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    await unlock();
    throw thrown;
  }
}

/** Makes the results folder where there is none. LabError `not-writable` or `no-space`. */
export function makeOutput(output: string): void {
  try {
    makeFolder(output);
  } catch (thrown) {
    throw writeError(output, thrown);
  }
}

async function makeRunFolder(output: string, stamp: string): Promise<{ run: string; dir: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const run = attempt === 1 ? stamp : `${stamp}-${attempt}`;
    const dir = join(output, run);
    try {
      await mkdir(dir);
      await syncFolder(output);
      return { run, dir };
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST' || !existsSync(dir)) throw writeError(dir, thrown);
    }
  }
}

async function openStore(dir: string, manifest: RunManifest, unlock: () => Promise<void>): Promise<RunStore> {
  const log = await openRecordLog(join(dir, 'records.jsonl'));
  const { damage } = log.held;
  const store: RunStore = {
    dir,
    manifest,
    ...lastOfEachCell(log.held.records, manifest),
    damaged: damage.length,
    damage,
    async append(given) {
      const record = await log.append(given);
      const before = store.records.findIndex(({ cellId }) => cellId === record.cellId);
      if (before >= 0) store.superseded.push(...store.records.splice(before, 1));
      store.records.push(record);
    },
    async setState(state) {
      store.manifest = { ...store.manifest, state };
      await writeManifest(dir, store.manifest);
    },
    async close() {
      await log.close();
      await unlock();
    },
  };
  return store;
}

function lastOfEachCell(
  written: readonly Record[],
  { cellIds }: RunManifest,
): Pick<StoredRun, 'records' | 'superseded'> {
  const planned = cellIds && new Set(cellIds);
  const last = new Map(written.map((record) => [record.cellId, record]));
  const counts = (record: Record): boolean =>
    last.get(record.cellId) === record && (!planned || planned.has(record.cellId));
  return { records: written.filter(counts), superseded: written.filter((record) => !counts(record)) };
}
