import type { Command } from 'commander';
import { messageOf } from '../../base/lab-error';
import { act } from '../act';
import type { Context } from '../context';
import { helpTail } from '../examples';
import { type ExitCode, exitCode } from '../exit-code';

export function installCommand(program: Command): void {
  const command = program
    .command('install')
    .description('fetch or build now what engines need, once, into the cache folder; else their first run does it')
    .argument('[engines...]', 'names of engines; none: all that can be installed here')
    .option('--optional', 'exit with 0 also where some cannot be installed')
    .addHelpText('after', helpTail('install', 'install weaviate pgvector'))
    .action((names: string[], { optional = false }: { optional?: boolean }) =>
      act(command, async (context) => {
        const code = await install(names, context);
        return optional ? exitCode.done : code;
      }),
    );
}

interface Row {
  engine: string;
  what: string;
  state: 'installed' | 'was installed' | 'failed';
  why?: string;
}

/** One after another: each takes all the cores it can get. */
async function install(names: readonly string[], context: Context): Promise<ExitCode> {
  const { engineByName } = await import('../../engines/engine-by-name.js');
  const { engines } = await import('../../engines/index.js');
  const asked = names.length > 0 ? [...new Set(names)].map(engineByName) : engines;
  const rows: Row[] = [];
  for (const { name, installation } of asked) {
    if (!installation) {
      if (names.length > 0) context.say(`${name} needs nothing beyond npm run setup`);
      continue;
    }
    const { what } = installation;
    if (installation.installed(context.env)) {
      rows.push({ engine: name, what, state: 'was installed' });
      continue;
    }
    try {
      const lacks = await installation.lacks(context.env);
      if (lacks) rows.push({ engine: name, what, state: 'failed', why: `${lacks.why}; ${lacks.remedy}` });
      else {
        await installation.run(context);
        rows.push({ engine: name, what, state: 'installed' });
      }
    } catch (thrown) {
      context.signal.throwIfAborted();
      rows.push({ engine: name, what, state: 'failed', why: messageOf(thrown) });
    }
  }
  const lines = rows.map(({ engine, what, state, why }) => `${engine}  ${state}: ${why ?? what}`);
  context.result(lines.join('\n') || 'nothing to install', { engines: rows });
  const failed = rows.filter(({ state }) => state === 'failed').length;
  if (failed === 0) return exitCode.done;
  return failed < rows.length ? exitCode.partly : exitCode.failed;
}
