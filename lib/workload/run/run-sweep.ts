import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError } from '../../base/lab-error';
import { noProgress, type Progress } from '../../base/progress';
import { cellId } from '../../results/cell';
import type { Record } from '../../results/record';
import { layGround } from './cell-ground';
import { createIndexPool } from '../index/index-pool';
import { type Laboratory, stoppedEarly } from './laboratory';
import { createCeilings } from '../load/ceilings';
import { measureCells } from './measure-cells';
import { openDatasets } from '../data/open-datasets';
import { parseSweep } from '../sweep/parse-sweep';
import { plan } from '../sweep/plan';
import { spending } from './spending';
import type { Sweep } from '../sweep/sweep';
import { storeFor } from './sweep-store';

export interface RunOptions {
  /** The results folder; the run gets a folder of its own in it. */
  output: string;
  progress?: Progress;
  /** Stops the run: what was measured is kept, and the same sweep goes on with it later. */
  signal?: AbortSignal;
  /** Begin a new run even where an unfinished one of the same plan is there. */
  force?: boolean;
  /** Name of the piece of work that this run belongs to; in it, a finished run of the same plan is not repeated. */
  session?: string;
  /**
   * Longest time to set parameters, warm up and measure one cell, beside what its workload itself asks to last, and for each step
   * of a build; default 10 minutes.
   */
  cellTimeoutMs?: number;
  /** Cache of exact neighbours: a folder, or `false` for none. */
  cache?: string | boolean;
  env?: NodeJS.ProcessEnv;
  /** Asks, before the first cell and once an engine, whether money may be spent on what it makes; absent: it may not. */
  maySpend?: (what: string) => Promise<boolean>;
}

export interface RunResult {
  run: string;
  dir: string;
  /** The last record of each cell, in the order of writing. */
  records: Record[];
  state: 'finished' | 'interrupted';
  /** Cells that an earlier session of this run had measured, and that were not measured again. */
  resumed: number;
}

/** `run`, with engines, data, truth and time from `lab`. */
export async function runSweep(input: Sweep, options: RunOptions, lab: Laboratory): Promise<RunResult> {
  const { progress = noProgress, signal, env = process.env, cellTimeoutMs = 600_000 } = options;
  const sweep = parseSweep(input);
  const engines = sweep.engines.map((name) => lab.engineByName(name));
  const datasets = await openDatasets(sweep, lab, { env, progress, signal }).catch((thrown: unknown) => {
    throw signal?.aborted ? stoppedEarly() : thrown;
  });
  const cells = plan(
    sweep,
    datasets.map((entry) => entry.plan),
    engines,
  );
  const { store, facts } = await storeFor(sweep, cells, options);
  const measured = new Set(store.records.filter(({ state }) => state === 'ok').map((record) => record.cellId));
  const dataDir = join(store.dir, 'data');
  const maySpend = spending(options.maySpend);
  const pool = createIndexPool({
    dataDir,
    env,
    signal,
    clock: lab.clock,
    stepTimeoutMs: cellTimeoutMs,
    progress,
    spending: maySpend,
    clients: Math.max(...sweep.clients),
    enginesFile: lab.enginesFile,
  });
  const ceilings = createCeilings(signal);
  let state: RunResult['state'] = 'finished';
  try {
    // A killed session leaves its engines' data behind.
    await removeFolder(dataDir);
    if (store.manifest.state !== 'unfinished') await store.setState('unfinished');
    const due = engines.filter(({ name }) => cells.some((cell) => cell.engine === name && !measured.has(cellId(cell))));
    const ground = { ...options, env, progress, dataDir, spending: maySpend };
    const groundOf = await layGround(sweep, due, datasets, lab, ground);
    await measureCells({
      cells,
      measured,
      store,
      facts,
      pool,
      ceilings,
      groundOf,
      progress,
      signal,
      clock: lab.clock,
      cellTimeoutMs,
    });
    await store.setState('finished');
  } catch (thrown) {
    if (!signal?.aborted || isWriteError(thrown)) throw thrown;
    state = 'interrupted';
    await store.setState('interrupted');
  } finally {
    await pool.close();
    await ceilings.close();
    await removeFolder(dataDir);
    await store.close();
  }
  const resumed = cells.filter((cell) => measured.has(cellId(cell))).length;
  return { run: facts.run, dir: store.dir, records: store.records, state, resumed };
}

/** Best effort: what a server that outlived its session keeps open goes with the run's next session. */
const removeFolder = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);

const isWriteError = (thrown: unknown): boolean =>
  thrown instanceof LabError && ['no-space', 'not-writable', 'write-failed'].includes(thrown.code);
