import type { Command } from 'commander';
import type { RunComparison } from '../../analysis/compare-runs';
import { LabError } from '../../base/lab-error';
import { resultsFolder } from '../../results/results-folder';
import type { StoredRun } from '../../results/run-store';
import { act } from '../act';
import { helpTail } from '../examples';
import { type ExitCode, exitCode } from '../exit-code';
import { findRuns } from '../find-runs';

export function compareCommand(program: Command): void {
  const command = program
    .command('compare')
    .argument('<run-a>', 'folder or id of a run, or how its id begins')
    .argument('<run-b>', 'the run to hold against it')
    .option('--results <folder>', 'where the runs are (default: results/ of the checkout)')
    .description(
      'two runs setting by setting, of every workload: figures, their ratio, interval, corrected p, effect size; and what else differs',
    )
    .addHelpText('after', helpTail('compare RUN RUN', 'compare results/baselines/RUN RUN --json'))
    .action((a: string, b: string, options: { results?: string }) =>
      act(command, async ({ env, result }) => {
        const folder = resultsFolder(options.results, env);
        const { compareRuns } = await import('../../analysis/compare-runs.js');
        const { compareTables } = await import('../../views/tables/compare-tables.js');
        const comparison = compareRuns(await oneRun(folder, a), await oneRun(folder, b));
        const tables = compareTables(comparison).map((table) => table.text());
        result(tables.join('\n\n'), comparison);
        return exitCodeOfComparison(comparison);
      }),
    );
}

async function oneRun(folder: string, name: string): Promise<StoredRun> {
  const [run] = await findRuns(folder, [name]);
  if (run) return run;
  throw new LabError({ code: 'unknown-run', where: folder, what: `holds no run "${name}"` });
}

/** Failed where the runs have nothing in common, partly where one lacks a setting of the other. */
function exitCodeOfComparison({ compared, onlyA, onlyB, others }: RunComparison): ExitCode {
  if (compared.length + others.compared.length === 0) return exitCode.failed;
  const sided = [onlyA, onlyB, others.onlyA, others.onlyB];
  return sided.some(({ length }) => length > 0) ? exitCode.partly : exitCode.done;
}
