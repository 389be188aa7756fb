import { LabError } from '../../base/lab-error';
import type { Progress } from '../../base/progress';
import type { Dataset } from '../../datasets/dataset';
import { type Scale, scaleRows } from '../../datasets/scale';
import type { RecordCommon } from '../../results/record';
import type { Laboratory } from '../run/laboratory';
import type { PlanDataset } from '../sweep/plan';
import { datasetFacts } from './prepared-dataset';
import { reasonOf } from '../run/record-head';
import type { Sweep } from '../sweep/sweep';

/** A dataset of a sweep: opened, or the reason why not. */
export type SweepDataset = { plan: PlanDataset; facts: RecordCommon['dataset'] } & (
  { dataset: Dataset } | { why: string; remedy?: string }
);

/**
 * Opens every dataset of a sweep at every scale. One that cannot be opened is in the list with its reason, with neither
 * rows nor digest. Rejects with `unknown-dataset`: a name that means nothing is a mistake in the sweep.
 */
export async function openDatasets(
  sweep: Sweep,
  lab: Laboratory,
  options: { env: NodeJS.ProcessEnv; progress: Progress; signal?: AbortSignal },
): Promise<SweepDataset[]> {
  const opened: SweepDataset[] = [];
  for (const name of sweep.datasets) {
    for (const scale of sweep.scales) {
      options.signal?.throwIfAborted();
      opened.push(await openOne(name, scale as Scale, lab, options));
    }
  }
  return opened;
}

async function openOne(
  name: string,
  scale: Scale,
  lab: Laboratory,
  options: Parameters<typeof openDatasets>[2],
): Promise<SweepDataset> {
  try {
    const dataset = await lab.openDataset(name, { scale, ...options });
    const facts = datasetFacts(dataset);
    return { dataset, facts, plan: { name: facts.name, digest: facts.digest, n: facts.n } };
  } catch (thrown) {
    options.signal?.throwIfAborted();
    if (!(thrown instanceof LabError) || thrown.code === 'unknown-dataset') throw thrown;
    // Rows asked for; of `full` nobody knows before the dataset is there.
    const asked = typeof scale === 'number' ? scale : scale === 'full' ? 0 : scaleRows[scale];
    return {
      plan: { name, digest: '', n: asked },
      facts: { name, digest: '', n: 0, dim: 0, queries: 0, metric: 'l2', synthetic: false },
      ...reasonOf(thrown),
    };
  }
}
