import type { Command } from 'commander';
import { LabError } from '../../base/lab-error';
import type { Engine } from '../../engines/engine';
import { act } from '../act';
import type { Context } from '../context';
import { errorLine } from '../error-line';
import { helpTail } from '../examples';
import { type ExitCode, exitCode, exitCodeOf } from '../exit-code';

export function upCommand(program: Command): void {
  const command = program
    .command('up')
    .description('start the servers of engines and keep them running, for notebooks and the next runs')
    .argument('<engines...>', 'names of engines')
    .addHelpText('after', helpTail('up chroma weaviate', 'up pgvector --json'))
    .action((names: string[]) => act(command, (context) => up(names, context)));
}

interface Row {
  engine: string;
  url?: string;
  pid?: number;
  already?: boolean;
  error?: string;
}

/** Starts them all at once; one that fails does not keep the others from running. */
async function up(names: readonly string[], context: Context): Promise<ExitCode> {
  const { engineByName } = await import('../../engines/engine-by-name.js');
  const { keepServer } = await import('../../engines/server/keep-server.js');
  const { withoutPassword } = await import('../../engines/server/without-password.js');
  const engines = [...new Set(names)].map(engineByName);
  const ended = await Promise.allSettled(engines.map((engine) => keepServer(engine, context)));
  context.signal.throwIfAborted();
  const failures = ended.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  const rows = ended.map((end, i): Row => {
    const { name: engine } = engines[i] as Engine;
    if (end.status === 'rejected') return { engine, error: errorLine(end.reason, context.env) };
    const { url, pid, already } = end.value;
    return { engine, url, pid, already };
  });
  const lines = rows.map(({ engine, url, already, error }) =>
    error === undefined
      ? `${engine}  ${withoutPassword(url ?? '')}  ${already ? 'was up' : 'up'}`
      : `${engine}  ${error.replace(/^vexlab: /, '')}`,
  );
  context.result([...lines, 'npx vexlab down ends what is up'].join('\n'), { engines: rows });
  if (failures.length === 0) return exitCode.done;
  if (failures.length < rows.length) return exitCode.partly;
  const [first] = failures;
  return first instanceof LabError ? exitCodeOf(first) : exitCode.failed;
}
