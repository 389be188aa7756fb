import type { Command } from 'commander';
import { act } from '../act';
import { helpTail } from '../examples';
import { exitCode } from '../exit-code';
import { findRuns } from '../find-runs';
import { resultsFolder } from '../../results/results-folder';
import { summaryOf } from '../summary-of';

export function summaryCommand(program: Command): void {
  const command = program
    .command('summary')
    .argument('[runs...]', 'folders or ids of runs, or how their ids begin; none: the newest')
    .option('--results <folder>', 'where the runs are (default: results/ of the checkout)')
    .description('recall, rate and latency of kept runs, computed again from their records')
    .addHelpText('after', helpTail('summary', 'summary results/RUN another-run --json'))
    .action((names: string[], options: { results?: string }) =>
      act(command, async ({ env, result }) => {
        const runs = await findRuns(resultsFolder(options.results, env), names);
        const { text, ...source } = await summaryOf(runs);
        const { outcomesJson } = await import('../outcomes-json.js');
        result(text, () => ({ runs: runs.map(({ manifest }) => manifest.run), ...outcomesJson(source) }));
        return exitCode.done;
      }),
    );
}
