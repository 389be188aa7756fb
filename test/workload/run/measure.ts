import type { Engine } from 'vexlab/dist/engines/engine';
import type { Laboratory } from 'vexlab/dist/workload/run/laboratory';
import { type RunOptions, type RunResult, runSweep } from 'vexlab/dist/workload/run/run-sweep';
import type { Sweep } from 'vexlab/dist/workload/sweep/sweep';
import { smallDataset } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';

export const dataset = smallDataset();

/** Runs the smallest sweep of these engines, changed by `part`, in a folder of its own; `lab`: what its laboratory has instead. */
export const measure = (
  part: Partial<Sweep>,
  engines: Engine[],
  options: Partial<RunOptions> = {},
  lab: Partial<Laboratory> = {},
): Promise<RunResult> =>
  runSweep(
    smallSweep({ engines: engines.map(({ name }) => name), ...part }),
    { output: temporaryFolder(), ...options },
    { ...laboratory(engines, [dataset]), ...lab },
  );
