import type { Command } from 'commander';
import { act } from '../act';
import type { Context } from '../context';
import { helpTail } from '../examples';
import { type ExitCode, exitCode } from '../exit-code';

export function downCommand(program: Command): void {
  const command = program
    .command('down')
    .description('end the servers that up keeps; their data stays for the next up')
    .argument('[engines...]', 'names of engines; none: all that are up')
    .option('--remove-data', 'remove their data too')
    .addHelpText('after', helpTail('down', 'down chroma --remove-data'))
    .action((names: string[], { removeData = false }: { removeData?: boolean }) =>
      act(command, (context) => down(names, removeData, context)),
    );
}

async function down(names: readonly string[], removeData: boolean, context: Context): Promise<ExitCode> {
  const { engineByName } = await import('../../engines/engine-by-name.js');
  const { endKept } = await import('../../engines/server/keep-server.js');
  const { keptNames } = await import('../../engines/server/kept-server.js');
  const { up, withData } = keptNames(context.env);
  const all = removeData ? withData : up;
  const asked = names.length > 0 ? [...new Set(names)].map((name) => engineByName(name).name) : all;
  const rows = await Promise.all(
    asked.map(async (engine) => ({ engine, ended: await endKept(engine, context, removeData) })),
  );
  const text = rows.map(({ engine, ended }) => `${engine}  ${ended ? 'down' : 'was not up'}`).join('\n');
  context.result(text || 'nothing is up', { engines: rows });
  return exitCode.done;
}
