import { join } from 'node:path';
import type { Command } from 'commander';
import { act } from '../act';
import type { Context } from '../context';
import { helpTail } from '../examples';
import type { ExitCode } from '../exit-code';
import { shownPath } from '../shown-path';
import { endText, executeAll } from '../notebooks/execute-all';
import { exitCodeOfNotebooks } from '../notebooks/exit-code-of-notebooks';
import { findNotebooks } from '../notebooks/find-notebooks';
import { imagesFor } from '../notebooks/images-for';
import { whole } from '../options/lists';
import { resultsFolder } from '../../results/results-folder';
import { startSession } from '../start-session';
import { runMarks, touchedRuns } from '../run-marks';
import { summaryOf } from '../summary-of';
import { writeReport } from '../write-report';

/** The notebooks that show the laboratory from end to end. */
const tour = ['00', '01', '02', '03', '04'];

interface StartOptions {
  profile?: string;
  output?: string;
  timeout?: string;
}

export function startCommand(program: Command): void {
  const command = program
    .command('start')
    .description(
      'the laboratory from end to end: notebooks 00 to 04, then a summary and a report of what they measured',
    )
    .option('--profile <name>', 'quick, standard or published (default: VEXLAB_PROFILE, else quick)')
    .option('--output <folder>', 'where runs, notebooks and report are kept (default: results/ of the checkout)')
    .option('--timeout <seconds>', 'time for one cell')
    .addHelpText('after', helpTail('start', 'start --profile standard'))
    .action((options: StartOptions) => act(command, (context) => start(options, context)));
}

async function start(options: StartOptions, context: Context): Promise<ExitCode> {
  const timeout = options.timeout === undefined ? {} : { timeoutS: whole('--timeout', options.timeout, 1) };
  const { profile } = await import('../../workload/sweep/profiles.js');
  const name = options.profile ?? (context.env.VEXLAB_PROFILE || 'quick');
  profile(name);
  const output = resultsFolder(options.output, context.env);
  const session = startSession(output, name);
  if (session.resumed) context.say(`going on with ${session.id}, which was stopped: what it measured is not repeated`);
  const before = runMarks(output);
  const env = { VEXLAB_PROFILE: name, VEXLAB_OUTPUT: output, VEXLAB_SESSION: session.id };
  const executed = await executeAll(
    findNotebooks(tour),
    { folder: join(output, 'notebooks'), env: { ...context.env, ...env }, ...timeout },
    context,
  );
  const stopped = context.signal.aborted;
  if (!stopped) session.end();
  const measured = await reportOn(touchedRuns(before, runMarks(output)), join(output, 'report.html'));
  await imagesFor(executed, context);
  const lines = [
    ...measured.lines,
    ...executed.map(
      ({ path, end }) => `notebook  ${shownPath(path)}${end.state === 'done' ? '' : `  ${endText(end)}`}`,
    ),
    stopped ? 'next      the same command goes on where it stopped' : 'next      npm run lab opens the notebooks',
  ];
  context.result(lines.join('\n'), {
    session: session.id,
    output,
    notebooks: executed.map(({ name, path, seconds, end }) => ({ name, path, seconds, ...end })),
    runs: measured.runs,
    report: measured.report,
    summaries: measured.summaries,
  });
  return exitCodeOfNotebooks(executed, context.signal);
}

/** Summary and report over the runs of these folders; a session that measured nothing has neither. */
async function reportOn(dirs: readonly string[], file: string) {
  if (dirs.length === 0)
    return { lines: ['report    none: nothing was measured'], runs: [], report: null, summaries: [] };
  const { readRun } = await import('../../results/run-store.js');
  const runs = await Promise.all(dirs.map(readRun));
  const { text, outcomes } = await summaryOf(runs);
  const report = await writeReport(runs, file);
  const records = dirs.map((dir) => `records   ${shownPath(join(dir, 'records.jsonl'))}`);
  const lines = [text, '', `report    ${shownPath(report)}`, ...records];
  return { lines, runs: runs.map(({ manifest }) => manifest.run), report, summaries: outcomes.searches };
}
