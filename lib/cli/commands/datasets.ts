import type { Command } from 'commander';
import { act } from '../act';
import { helpTail } from '../examples';
import type { Context } from '../context';
import { type ExitCode, exitCode } from '../exit-code';
import { datasetsGetCommand } from './datasets-get';
import { datasetsImportCommand } from './datasets-import';
import { datasetsShowCommand } from './datasets-show';

export function datasetsCommand(program: Command): void {
  const command = program
    .command('datasets')
    .description('list the datasets known here: what they are and where they come from')
    .helpCommand(false)
    .addHelpText('after', helpTail('datasets', 'datasets show sift-photos', 'datasets get sift-128-euclidean'))
    .allowExcessArguments(false)
    .action(() => act(command, listAll));
  datasetsShowCommand(command);
  datasetsGetCommand(command);
  datasetsImportCommand(command);
}

async function listAll(context: Context): Promise<ExitCode> {
  const { listDatasets } = await import('../../datasets/list-datasets.js');
  const datasets = await listDatasets({ env: context.env });
  const { table } = await import('../../views/tables/make-table.js');
  const rows = datasets.map(({ name, rows, dim, metric, state, title }) => ({
    dataset: name,
    rows: String(rows),
    dim: String(dim),
    metric,
    state,
    what: title,
  }));
  const right = (name: string) => ({ name, head: name, align: 'right' }) as const;
  const listed = table(rows, ['dataset', right('rows'), right('dim'), 'metric', 'state', 'what']).text();
  const missing = datasets.filter(({ state }) => state === 'missing');
  const fetched = missing.some(({ download }) => download);
  const next = fetched ? '\n\nA missing set that has a download is fetched by: npx vexlab datasets get NAME' : '';
  context.result(`${listed}${next}`, { datasets });
  return exitCode.done;
}
