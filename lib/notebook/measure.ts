import { LabError } from '../base/lab-error';
import { resultsFolder } from '../results/results-folder';
import { run, type RunResult } from '../workload/run';
import type { Sweep } from '../workload/sweep/sweep';
import { cellSignal } from './cell-signal';
import { progressOutput } from './progress-output';

/**
 * Measures a sweep in a cell: progress in the cell's output, records in `VEXLAB_OUTPUT` (else `results/`), and an
 * interrupt that keeps what was measured. Running the cell again goes on where it was.
 *
 * Rejects as {@link run}, and with LabError `stopped` after an interrupt.
 */
export async function measure(sweep: Sweep, env: NodeJS.ProcessEnv = process.env): Promise<RunResult> {
  const signal = cellSignal();
  const output = progressOutput();
  const session = env.VEXLAB_SESSION;
  const result = await run(sweep, {
    output: resultsFolder(undefined, env),
    progress: output.progress,
    env,
    ...(signal ? { signal } : {}),
    ...(session ? { session } : {}),
  });
  if (result.state === 'interrupted') {
    throw new LabError({
      code: 'stopped',
      where: `run ${result.run}`,
      what: `interrupted with ${result.records.length} records kept`,
      remedy: 'run the cell again to go on',
    });
  }
  output.end(`${result.records.length} measurements, kept in ${result.run}/records.jsonl`);
  return result;
}
