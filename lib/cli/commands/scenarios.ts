import type { Command } from 'commander';
import { act } from '../act';
import type { Context } from '../context';
import { helpTail } from '../examples';
import { type ExitCode, exitCode } from '../exit-code';

export function scenariosCommand(program: Command): void {
  const command = program
    .command('scenarios')
    .description('list the scenarios: loads with what is asked of a database under them')
    .addHelpText('after', helpTail('scenarios', 'run --scenario rag --databases hnswlib,chroma'))
    .allowExcessArguments(false)
    .action(() => act(command, listAll));
}

async function listAll(context: Context): Promise<ExitCode> {
  const { scenarios } = await import('../../workload/sweep/scenarios.js');
  const { objectiveText } = await import('../../results/objective.js');
  const { foldText } = await import('../../views/fold-text.js');
  const lines = scenarios.flatMap(({ name, what, sweep }) => [
    ...foldText(`${name}: ${what}`, 100).split('\n'),
    `  asked for: ${sweep.objectives.map(objectiveText).join(', ')}`,
  ]);
  context.result([...lines, '', 'To measure one: npx vexlab run --scenario NAME --databases NAMES'].join('\n'), {
    scenarios,
  });
  return exitCode.done;
}
