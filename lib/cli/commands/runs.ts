import type { Command } from 'commander';
import type { StoredRun } from '../../results/run-store';
import { act } from '../act';
import { cellCounts, countsText } from '../cell-counts';
import type { Context } from '../context';
import { helpTail } from '../examples';
import { type ExitCode, exitCode } from '../exit-code';
import { resultsFolder } from '../../results/results-folder';

export function runsCommand(program: Command): void {
  const command = program
    .command('runs')
    .description('list the runs kept in the results folder, newest first')
    .option('--results <folder>', 'where the runs are (default: results/ of the checkout)')
    .addHelpText('after', helpTail('runs', 'runs --results results/ --json'))
    .action((options: { results?: string }) => act(command, (context) => listRuns(options.results, context)));
}

async function listRuns(asked: string | undefined, context: Context): Promise<ExitCode> {
  const { readRuns } = await import('../../results/run-store.js');
  const folder = resultsFolder(asked, context.env);
  const { runs: oldestFirst, unreadable } = await readRuns(folder);
  const runs = oldestFirst.toReversed();
  const text = [
    runs.length > 0
      ? await runsTable(runs)
      : `${folder} holds no run${unreadable.length > 0 ? ' that can be read' : ''}`,
    ...unreadable.map(({ run, why }) => `${run} cannot be read: ${why}`),
  ];
  context.result(text.join('\n'), { folder, runs: runs.map(runFacts), unreadable });
  return exitCode.done;
}

const runFacts = ({ manifest, records, damaged }: StoredRun) => ({
  run: manifest.run,
  createdAt: manifest.createdAt,
  state: manifest.state,
  datasets: manifest.sweep.datasets,
  engines: manifest.sweep.engines,
  cells: cellCounts(records),
  damaged,
});

async function runsTable(runs: readonly StoredRun[]): Promise<string> {
  const { table } = await import('../../views/tables/make-table.js');
  const rows = runs.map(runFacts).map(({ run, createdAt, state, cells, engines, datasets }) => ({
    run,
    begun: createdAt.slice(0, 16).replace('T', ' '),
    state,
    cells: countsText(cells),
    'engines and datasets': `${engines.join(', ')} on ${datasets.join(', ')}`,
  }));
  return table(rows).text();
}
