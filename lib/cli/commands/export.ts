import { extname, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { LabError } from '../../base/lab-error';
import { type Column, exportFormats, type ExportFormat } from '../../results/export/column';
import { resultsFolder } from '../../results/results-folder';
import type { StoredRun } from '../../results/run-store';
import { act } from '../act';
import type { Context } from '../context';
import { helpTail } from '../examples';
import { type ExitCode, exitCode } from '../exit-code';
import { findRuns } from '../find-runs';
import { shownPath } from '../shown-path';

interface ExportOptions {
  readonly format?: ExportFormat;
  readonly results?: string;
  readonly output: string;
  readonly force?: boolean;
  readonly slices?: boolean;
}

export function exportCommand(program: Command): void {
  const command = program
    .command('export')
    .argument('[runs...]', 'folders or ids of runs, or how their ids begin; none: the newest')
    .addOption(new Option('--format <format>', "what to write (default: by the file's ending)").choices(exportFormats))
    .requiredOption('--output <file>', 'the file to write')
    .option('--results <folder>', 'where the runs are (default: results/ of the checkout)')
    .option('--slices', 'a row for each slice of a long run, instead of each record')
    .option('--force', 'replace the file if it is there')
    .description('write runs as one flat table, a row for each record, with recall, rates and percentiles')
    .addHelpText(
      'after',
      helpTail('export --output runs.csv', 'export RUN RUN --format arrow --output runs.arrow --force'),
    )
    .action((names: string[], options: ExportOptions) =>
      act(command, (context) => exportRuns(names, options, context)),
    );
}

async function exportRuns(names: string[], options: ExportOptions, { env, say, result }: Context): Promise<ExitCode> {
  const path = resolve(options.output);
  const format = options.format ?? formatOf(path);
  const force = options.force ?? false;
  const { refuseExisting, writeWhole } = await import('../../results/export/write-whole.js');
  refuseExisting(path, force);
  const runs = await findRuns(resultsFolder(options.results, env), names);
  const columns = await columnsOf(runs, options.slices ?? false);
  await writeWhole(path, await contentOf(columns, format), force);
  const counts = { rows: columns[0]?.values.length ?? 0, columns: columns.length, ...leftOut(runs) };
  for (const line of leftOutLines(counts)) say(line);
  result(`${shownPath(path)}: ${counts.rows} rows × ${counts.columns} columns`, {
    runs: runs.map(({ manifest }) => manifest.run),
    output: path,
    format,
    ...counts,
  });
  return exitCode.done;
}

async function columnsOf(runs: readonly StoredRun[], slices: boolean): Promise<Column[]> {
  if (!slices) return (await import('../../analysis/record-columns.js')).recordColumns(runs);
  const columns = (await import('../../analysis/slice-columns.js')).sliceColumns(runs);
  if (columns[0]?.values.length) return columns;
  const where = runs.map(({ manifest }) => manifest.run).join(', ');
  const remedy = 'name a run of the workload endurance, or leave out --slices';
  throw new LabError({ code: 'bad-option', where, what: 'holds no long run that was measured', remedy });
}

function formatOf(path: string): ExportFormat {
  const ending = extname(path).slice(1);
  const format = exportFormats.find((known) => known === ending);
  if (format) return format;
  const what = `${JSON.stringify(extname(path))} names no format`;
  throw new LabError({ code: 'bad-option', where: path, what, remedy: `give --format ${exportFormats.join(', ')}` });
}

async function contentOf(columns: readonly Column[], format: ExportFormat): Promise<string | Uint8Array> {
  switch (format) {
    case 'arrow':
      return (await import('../../results/export/to-arrow.js')).toArrow(columns);
    case 'parquet':
      return (await import('../../results/export/to-parquet.js')).toParquet(columns);
    case 'csv':
      return (await import('../../results/export/to-csv.js')).toCsv(columns);
  }
}

interface LeftOut {
  readonly superseded: number;
  readonly damaged: number;
}

const leftOut = (runs: readonly StoredRun[]): LeftOut => ({
  superseded: runs.reduce((sum, run) => sum + run.superseded.length, 0),
  damaged: runs.reduce((sum, run) => sum + run.damaged, 0),
});

const leftOutLines = ({ superseded, damaged }: LeftOut): string[] => [
  ...(superseded > 0 ? [`left out: ${superseded} of cells that were tried again, or are planned no more`] : []),
  ...(damaged > 0 ? [`left out: ${damaged} damaged, no record any more`] : []),
];
