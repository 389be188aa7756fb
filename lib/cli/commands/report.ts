import { join } from 'node:path';
import type { Command } from 'commander';
import { act } from '../act';
import { helpTail } from '../examples';
import { exitCode } from '../exit-code';
import { findRuns } from '../find-runs';
import { resultsFolder } from '../../results/results-folder';
import { shownPath } from '../shown-path';
import { writeReport } from '../write-report';

export function reportCommand(program: Command): void {
  const command = program
    .command('report')
    .argument('[runs...]', 'folders or ids of runs, or how their ids begin; none: the newest')
    .option('--results <folder>', 'where the runs are (default: results/ of the checkout)')
    .option('--output <file>', 'the HTML file to write (default: report.html in the first run)')
    .description('one self-contained HTML report over kept runs; its charts are interactive and need no network')
    .addHelpText('after', helpTail('report', 'report RUN RUN --output report.html'))
    .action((names: string[], options: { results?: string; output?: string }) =>
      act(command, async ({ env, result }) => {
        const runs = await findRuns(resultsFolder(options.results, env), names);
        const path = await writeReport(runs, options.output ?? join(runs[0]?.dir ?? '.', 'report.html'));
        result(shownPath(path), { runs: runs.map(({ manifest }) => manifest.run), report: path });
        return exitCode.done;
      }),
    );
}
