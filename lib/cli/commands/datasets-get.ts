import type { Command } from 'commander';
import { act } from '../act';
import { helpTail } from '../examples';
import { exitCode } from '../exit-code';

export function datasetsGetCommand(datasets: Command): void {
  const command = datasets
    .command('get')
    .argument('<name>', 'a dataset of the catalogue')
    .description('download a dataset: goes on where it stopped, and checks the sha256')
    .addHelpText('after', helpTail('datasets get sift-128-euclidean'))
    .action((name: string) =>
      act(command, async ({ progress, signal, env, result }) => {
        const { getDataset } = await import('../../datasets/get-dataset.js');
        const path = await getDataset(name, { progress, signal, env });
        result(path, { name, path });
        return exitCode.done;
      }),
    );
}
