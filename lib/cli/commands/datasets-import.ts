import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Dataset } from '../../datasets/dataset';
import { LabError } from '../../base/lab-error';
import { makeFolder } from '../../base/make-folder';
import { writeError } from '../../results/write-error';
import { act } from '../act';
import { helpTail } from '../examples';
import { exitCode } from '../exit-code';
import { scaleOption } from '../options/dataset-options';
import { shownPath } from '../shown-path';

export function datasetsImportCommand(datasets: Command): void {
  const command = datasets
    .command('import')
    .argument('<dataset>', 'a file or folder of any format that the lab reads, or a name of the catalogue')
    .requiredOption('--output <folder>', 'the folder to write base.arrow, queries.arrow and dataset.json to')
    .option('--scale <scale>', 'the first rows only: small, medium, large, full or a number of rows')
    .description('write a dataset as Arrow, which opens without a copy; the folder is then its name for every command')
    .addHelpText(
      'after',
      helpTail('datasets import vectors.hdf5 --output my-vectors/', 'run --datasets my-vectors/ --databases all'),
    )
    .action((name: string, options: { output: string; scale?: string }) =>
      act(command, async ({ progress, signal, env, result }) => {
        const scale = scaleOption(options.scale);
        const { openDataset } = await import('../../datasets/open-dataset.js');
        const dataset = await openDataset(name, { ...scale, env, progress, signal });
        if (dataset.synthetic) throw generated(name);
        await writeDataset(options.output, dataset);
        const written = await openDataset(options.output, { env, progress, signal });
        checkSame(options.output, dataset, written);
        const { base, queries, metric, digest } = written;
        const facts = { path: options.output, n: base.n, dim: base.dim, queries: queries.n, metric, digest };
        const shape = `${base.n} × ${base.dim}, ${queries.n} queries, ${metric}`;
        result(`${shownPath(options.output)}: ${shape}, content ${digest}`, facts);
        return exitCode.done;
      }),
    );
}

/** A generated set is named by what made it, in every figure; as a file it would lose that label. */
const generated = (name: string): LabError =>
  new LabError({
    code: 'bad-option',
    where: name,
    what: 'is a generated set',
    remedy: 'name it as it is, it needs no file',
  });

async function writeDataset(folder: string, { base, queries, ids, metric, attributes, provenance }: Dataset) {
  const { writeArrow } = await import('../../datasets/write-arrow.js');
  const { rowNumbers } = await import('../../datasets/ids.js');
  const { source, licence } = provenance;
  try {
    makeFolder(folder);
    await writeArrow(join(folder, 'base.arrow'), { vectors: base, ids, metric, attributes: attributes.values() });
    await writeArrow(join(folder, 'queries.arrow'), { vectors: queries, ids: rowNumbers(queries.n), metric });
    writeFileSync(join(folder, 'dataset.json'), `${JSON.stringify({ metric, source, licence }, null, 2)}\n`);
  } catch (thrown) {
    throw writeError(folder, thrown);
  }
}

/** What was written must be what was read, to the last bit. */
function checkSame(folder: string, asked: Dataset, written: Dataset): void {
  if (asked.digest === written.digest) return;
  const what = `reads back as content ${written.digest}, not ${asked.digest}`;
  throw new LabError({ code: 'write-failed', where: folder, what, remedy: 'check the disk, and import again' });
}
