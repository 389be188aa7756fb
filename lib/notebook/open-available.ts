import { LabError } from '../base/lab-error';
import type { Dataset } from '../datasets/dataset';
import { openDataset } from '../datasets/open-dataset';

/** Datasets that are on this machine, and a line for each that is not. */
export interface AvailableDatasets {
  readonly datasets: readonly Dataset[];
  /** One a dataset: its shape, or what gets it here. */
  readonly messages: readonly string[];
}

/**
 * Opens those of the named datasets that are here, so that a notebook goes on without the others.
 * Rejects with the LabError of anything else, e.g. `bad-file`: a damaged dataset is not a missing one.
 */
export async function openAvailable(names: readonly string[]): Promise<AvailableDatasets> {
  const datasets: Dataset[] = [];
  const messages: string[] = [];
  for (const name of names) {
    try {
      const dataset = await openDataset(name);
      datasets.push(dataset);
      messages.push(describeShape(dataset));
    } catch (thrown) {
      if (!(thrown instanceof LabError) || thrown.code !== 'dataset-missing') throw thrown;
      messages.push(`not here: ${thrown.message}`);
    }
  }
  return { datasets, messages };
}

/** A dataset in one line: name, counts, dimension, storage, metric. */
export function describeShape({ name, base, queries, metric, synthetic }: Dataset): string {
  const count = (n: number): string => n.toLocaleString('en-US');
  const kind = synthetic ? ', synthetic' : '';
  return `${name}: ${count(base.n)} vectors of ${base.dim} × ${base.type}, ${count(queries.n)} queries, ${metric}${kind}`;
}
