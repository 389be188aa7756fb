import type { Dataset } from '../datasets/dataset';
import { type DatasetDescription, describeDataset } from '../truth/describe';
import { truthFor } from '../truth/truth-for';
import { cellSignal } from './cell-signal';

/** Describes datasets one after another, from the exact k nearest neighbours of their own queries. */
export async function describeAll(datasets: readonly Dataset[], k: number): Promise<DatasetDescription[]> {
  const described: DatasetDescription[] = [];
  for (const dataset of datasets) {
    const neighbours = await truthFor(dataset, k, { signal: cellSignal() });
    described.push(describeDataset(dataset, { neighbours }));
  }
  return described;
}
