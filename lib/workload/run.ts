import { openDataset } from '../datasets/open-dataset';
import type { Scale } from '../datasets/scale';
import { engineByName } from '../engines/engine-by-name';
import { monotonicClock } from '../measure/clock';
import { truthAmong } from '../truth/truth-among';
import { truthFor } from '../truth/truth-for';
import { type RunOptions, type RunResult, runSweep } from './run/run-sweep';
import type { Sweep } from './sweep/sweep';

export type { RunOptions, RunResult } from './run/run-sweep';

/**
 * Measures a sweep and keeps a record of every cell in `output`, one line each, written as its cell ends. An unfinished
 * run of the same sweep in `output` is gone on with: what it has measured is not measured again, what failed or could
 * not run is tried once more. An engine that cannot run, a dataset that is not there, a cell that fails are records that
 * say why; they stop nothing else.
 *
 * Rejects with a LabError where nothing can be measured or kept: `bad-sweep`, `bad-option`, `unknown-engine`,
 * `unknown-dataset`, `k-too-large`, `not-writable`, `no-space`, `run-locked`.
 */
export const run = (sweep: Sweep, options: RunOptions): Promise<RunResult> =>
  runSweep(sweep, options, {
    engineByName,
    openDataset: (name, { scale, ...rest }) => openDataset(name, { scale: scale as Scale, ...rest }),
    truthFor,
    truthAmong,
    clock: monotonicClock,
  });
