import type { Command } from 'commander';
import type { Metric, Neighbours } from '../../datasets/dataset';
import type { Agreement, Tolerance } from '../../truth/compare-neighbours';
import { act } from '../act';
import type { Context } from '../context';
import { helpTail } from '../examples';
import { type ExitCode, exitCode } from '../exit-code';
import { scaleOption } from '../options/dataset-options';
import { whole } from '../options/lists';

interface TruthOptions {
  k: string;
  scale?: string;
}

export function truthCommand(program: Command): void {
  const command = program
    .command('truth')
    .argument('<dataset>', 'a name of the catalogue, a file, or synthetic:n=…,dim=…')
    .description('exact neighbours of a dataset, computed (or from the cache) and checked against a second brute force')
    .option('--k <k>', 'neighbours of each query', '100')
    .option('--scale <scale>', 'small, medium, large, full or a number of rows')
    .addHelpText('after', helpTail('truth sift-photos --k 100', 'truth sift-photos --k 10 --scale small --json'))
    .action((name: string, options: TruthOptions) => act(command, (context) => checkTruth(name, options, context)));
}

async function checkTruth(name: string, options: TruthOptions, context: Context): Promise<ExitCode> {
  const k = whole('--k', options.k, 1);
  const scale = scaleOption(options.scale);
  const { openDataset } = await import('../../datasets/open-dataset.js');
  const { compareNeighbours } = await import('../../truth/compare-neighbours.js');
  const { oracleNeighbours } = await import('../../truth/oracle.js');
  const { truthFor } = await import('../../truth/truth-for.js');
  const { progress, signal, env } = context;
  const dataset = await openDataset(name, { ...scale, env, progress, signal });
  const truth = await truthFor(dataset, k, { progress, signal });
  const oracle = await oracleNeighbours(dataset, k, { progress, signal });
  const agreement = compareNeighbours(truth, oracle, oracleTolerance(dataset.metric, truth));
  const head = `${dataset.name}: ${k} exact neighbours of each of ${truth.nq} queries among ${dataset.base.n} rows`;
  const text = [head, `content ${dataset.digest}`, agreementText(agreement)].join('\n');
  context.result(text, { dataset: dataset.name, digest: dataset.digest, rows: dataset.base.n, ...agreement });
  return agreement.verdict === 'different' ? exitCode.failed : exitCode.done;
}

/**
 * The second brute force works in single precision. Its sums over some hundred components are right to about 1e-5 of
 * their value; 1 − cosine and the inner product cancel, and are off by a share of the largest values instead.
 */
function oracleTolerance(metric: Metric, truth: Neighbours): Tolerance {
  const relative = 1e-5;
  if (metric === 'l2') return { relative };
  if (metric === 'cosine') return { relative, absolute: 2e-6 };
  return { relative, absolute: 2e-6 * truth.distances.reduce((most, d) => Math.max(most, Math.abs(d)), 0) };
}

function agreementText({ verdict, sameRow, ties, different, maxRelative, first }: Agreement): string {
  const all = sameRow + ties + different;
  const counts = `same row at ${sameRow} of ${all} ranks, equally far at ${ties}, different at ${different}`;
  const largest = `largest relative difference of a distance ${maxRelative.toExponential(1)}`;
  if (verdict !== 'different') return `both brute forces agree: ${counts}; ${largest}`;
  const where = first ? `; first at query ${first.query}, rank ${first.rank}: rows ${first.rows.join(' and ')}` : '';
  return `the two brute forces DISAGREE, do not use these neighbours: ${counts}; ${largest}${where}`;
}
