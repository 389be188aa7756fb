import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { messageOf } from '../../base/lab-error';
import type { Engine, Probe } from '../../engines/engine';
import { act } from '../act';
import type { Context } from '../context';
import { helpTail } from '../examples';
import { type ExitCode, exitCode } from '../exit-code';

export function enginesCommand(program: Command): void {
  const command = program
    .command('engines')
    .description('each engine: whether it can run here, how it was found, why not and what mends it')
    .addHelpText('after', helpTail('engines', 'engines --json'))
    .action(() => act(command, listEngines));
}

type EngineRow = Pick<Engine, 'name' | 'title' | 'kind'> & {
  state: Probe['state'];
  how?: string;
  why: string;
  remedy?: string;
};

async function listEngines(context: Context): Promise<ExitCode> {
  const { engines } = await import('../../engines/index.js');
  const dataDir = await mkdtemp(join(tmpdir(), 'vexlab-probe-'));
  try {
    const rows = await Promise.all(engines.map((engine) => probeRow(engine, dataDir, context)));
    context.result(await enginesText(rows), { engines: rows });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
  return exitCode.done;
}

async function probeRow(engine: Engine, dataDir: string, { env, signal }: Context): Promise<EngineRow> {
  const { name, title, kind } = engine;
  try {
    return { name, title, kind, ...(await engine.probe({ dataDir, env, signal })) };
  } catch (thrown) {
    return { name, title, kind, state: 'unavailable', why: messageOf(thrown) };
  }
}

async function enginesText(rows: readonly EngineRow[]): Promise<string> {
  const { table } = await import('../../views/tables/make-table.js');
  const listed = table(rows.map(({ name, kind, state, how, why }) => ({ engine: name, kind, state, how, why }))).text();
  const remedies = rows.flatMap(({ name, why, remedy }) => (remedy ? [`${name}: ${why}; ${remedy}`] : []));
  return [listed, ...(remedies.length > 0 ? ['', ...remedies] : [])].join('\n');
}
