import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { FilesReport } from '../../results/files-report';
import { resultsFolder } from '../../results/results-folder';
import { act } from '../act';
import type { Context } from '../context';
import { helpTail } from '../examples';
import { type ExitCode, exitCode } from '../exit-code';
import { whole, wholeList } from '../options/lists';
import { shownPath } from '../shown-path';

interface FilesOptions {
  readonly sizes: string;
  readonly files: string;
  readonly repetitions: string;
  readonly output?: string;
}

export function filesCommand(program: Command): void {
  const command = program
    .command('files')
    .argument('<paths...>', 'folders, one on each storage: tmpfs, a disk, a loop device, a VexFS mount')
    .description('create, read, list and delete files under each path; never held against inserts of vectors')
    .option('--sizes <bytes>', 'bytes of a file, comma-separated', '4096,1048576')
    .option('--files <n>', 'files of each size and repetition; a p95 takes 200 over all repetitions', '40')
    .option('--repetitions <n>', 'whole runs, interleaved over the paths', '5')
    .option('--output <folder>', 'results folder (default: results/ of the checkout); the report goes to files/ in it')
    .addHelpText('after', helpTail('files /dev/shm results', 'files /dev/shm /mnt/vexfs --sizes 4096 --files 100'))
    .action((paths: string[], options: FilesOptions) => act(command, (context) => measure(paths, options, context)));
}

async function measure(given: readonly string[], options: FilesOptions, context: Context): Promise<ExitCode> {
  const paths = [...new Set(given.map((path) => resolve(path)))];
  const ask = {
    paths,
    sizes: wholeList('--sizes', [options.sizes], 1),
    fsync: [false, true],
    files: whole('--files', options.files, 1),
    repetitions: whole('--repetitions', options.repetitions, 1),
  };
  const { filesReport } = await import('../../workload/files/files-report.js');
  const { writeFiles } = await import('../../results/files-store.js');
  const { summariseFiles } = await import('../../analysis/summarise-files.js');
  const { filesTable } = await import('../../views/tables/files-table.js');
  const results = resultsFolder(options.output, context.env);
  let path: string | undefined;
  const keep = async (report: FilesReport) => (path = await writeFiles(results, report, path !== undefined));
  const report = await filesReport(ask, { ...context, results, keep }).catch((thrown: unknown) => {
    if (path !== undefined) context.say(`what was measured is kept: ${shownPath(path)}`);
    throw thrown;
  });
  // With what failed after the last round; of nothing measured there is no report, which would hide an earlier one.
  if (path !== undefined) await keep(report);
  const summaries = summariseFiles(report);
  const where = path === undefined ? 'nothing was measured, and no report kept' : `report   ${shownPath(path)}`;
  const text = `${filesTable(summaries, report).text()}\n\n${where}`;
  context.result(text, { ...(path !== undefined && { report: path }), paths: report.paths, summaries });
  if (path === undefined) return exitCode.failed;
  return report.paths.some(({ failed }) => failed) ? exitCode.partly : exitCode.done;
}
