import type { Command } from 'commander';
import { act } from '../act';
import { datasetFacts, datasetText } from '../dataset-facts';
import { helpTail } from '../examples';
import { exitCode } from '../exit-code';
import { scaleOption } from '../options/dataset-options';

export function datasetsShowCommand(datasets: Command): void {
  const command = datasets
    .command('show')
    .argument('<dataset>', 'a name of the catalogue, a file, or synthetic:n=…,dim=…')
    .option('--scale <scale>', 'small, medium, large, full or a number of rows')
    .description('open a dataset, check every value, and say what is in it')
    .addHelpText('after', helpTail('datasets show sift-photos', 'datasets show vectors.fvecs --json'))
    .action((name: string, options: { scale?: string }) =>
      act(command, async ({ progress, signal, env, result }) => {
        const scale = scaleOption(options.scale);
        const { openDataset } = await import('../../datasets/open-dataset.js');
        const { describeDataset } = await import('../../truth/describe.js');
        const dataset = await openDataset(name, { ...scale, env, progress, signal });
        const facts = datasetFacts(dataset, describeDataset(dataset));
        result(datasetText(facts), facts);
        return exitCode.done;
      }),
    );
}
