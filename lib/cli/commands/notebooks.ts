import { join } from 'node:path';
import type { Command } from 'commander';
import { act } from '../act';
import type { Context } from '../context';
import { helpTail } from '../examples';
import type { ExitCode } from '../exit-code';
import { endText, executeAll, type ExecutedNotebook } from '../notebooks/execute-all';
import { exitCodeOfNotebooks } from '../notebooks/exit-code-of-notebooks';
import { findNotebooks } from '../notebooks/find-notebooks';
import { imagesFor } from '../notebooks/images-for';
import { readNotebook, withoutTimes, writeNotebook } from '../notebooks/notebook-file';
import { whole } from '../options/lists';
import { resultsFolder } from '../../results/results-folder';
import { shownPath } from '../shown-path';

interface NotebooksOptions {
  profile?: string;
  output?: string;
  timeout?: string;
  update?: boolean;
}

export function notebooksCommand(program: Command): void {
  const command = program
    .command('notebooks')
    .argument('[names...]', 'numbers, names or files; none: all')
    .description('execute notebooks headless in the tslab kernel')
    .option('--profile <name>', 'quick, standard or published (default: VEXLAB_PROFILE, else quick)')
    .option('--output <folder>', 'where runs and executed notebooks are kept (default: results/ of the checkout)')
    .option('--timeout <seconds>', 'time for one cell')
    .option('--update', 'write the outputs, with static images, back into notebooks/')
    .addHelpText('after', helpTail('notebooks', 'notebooks 03 04 --profile standard', 'notebooks --update'))
    .action((names: string[], options: NotebooksOptions) =>
      act(command, (context) => executeChosen(names, options, context)),
    );
}

async function executeChosen(names: string[], options: NotebooksOptions, context: Context): Promise<ExitCode> {
  const sources = findNotebooks(names);
  const name = options.profile ?? (context.env.VEXLAB_PROFILE || 'quick');
  const { profile } = await import('../../workload/sweep/profiles.js');
  profile(name);
  const output = resultsFolder(options.output, context.env);
  const executed = await executeAll(
    sources,
    {
      folder: join(output, 'notebooks'),
      env: { ...context.env, VEXLAB_PROFILE: name, VEXLAB_OUTPUT: output },
      ...(options.timeout === undefined ? {} : { timeoutS: whole('--timeout', options.timeout, 1) }),
    },
    context,
  );
  await imagesFor(executed, context);
  if (options.update) update(executed, context);
  const facts = executed.map(({ name, path, seconds, end }) => ({ name, path, seconds, ...end }));
  const text = executed.map(({ path, end }) => `${shownPath(path)}: ${endText(end)}`).join('\n');
  context.result(text, { notebooks: facts });
  return exitCodeOfNotebooks(executed, context.signal);
}

/** Only a notebook that ran to its end replaces the one in the checkout; times of cells would differ at each run. */
function update(executed: readonly ExecutedNotebook[], { say }: Context): void {
  for (const { name, source, path, end } of executed) {
    if (end.state === 'done') writeNotebook(source, withoutTimes(readNotebook(path)));
    else say(`${name}: left as it was`);
  }
}
