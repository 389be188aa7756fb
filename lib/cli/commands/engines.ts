import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { resultsFolder } from '../../results/results-folder';
import { act } from '../act';
import type { Context } from '../context';
import { helpTail } from '../examples';
import { type ExitCode, exitCode } from '../exit-code';

export function enginesCommand(program: Command): void {
  const command = program
    .command('engines')
    .description('each engine: whether it can run here, what it can do, what the contract suite found out about it')
    .option('--results <folder>', 'where contract reports are (default: results/ of the checkout)')
    .addHelpText('after', helpTail('engines', 'engines --json'))
    .action((options: { results?: string }) => act(command, (context) => listEngines(options.results, context)));
}

async function listEngines(asked: string | undefined, context: Context): Promise<ExitCode> {
  const { engines } = await import('../../engines/index.js');
  const { readContracts } = await import('../../results/contract-store.js');
  const { engineRow } = await import('../../notebook/engine-row.js');
  const { enginesText } = await import('../engines/engines-text.js');
  const { reports, unreadable } = await readContracts(resultsFolder(asked, context.env));
  const dataDir = await mkdtemp(join(tmpdir(), 'vexlab-probe-'));
  const { env, signal } = context;
  try {
    const rows = await Promise.all(engines.map((engine) => engineRow(engine, { dataDir, env, signal }, reports)));
    context.result(enginesText(rows, unreadable), { engines: rows, unreadable });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
  return exitCode.done;
}
