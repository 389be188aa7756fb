import { LabError } from '../base/lab-error';
import type { Dataset } from '../datasets/dataset';

/** Throws the LabError that says why the k nearest neighbours of a dataset's queries cannot be had, if so. */
export function checkRequest(dataset: Dataset, k: number): void {
  const { name, base, queries } = dataset;
  const refuse = (code: string, what: string, remedy: string): never => {
    throw new LabError({ code, where: `exact neighbours of ${name}`, what, remedy });
  };
  if (!Number.isInteger(k) || k < 1) refuse('bad-k', `k is ${k}`, 'ask for a whole number of at least 1');
  if (queries.n === 0) refuse('no-queries', 'the dataset has no queries', 'take a dataset that has some');
  if (queries.dim !== base.dim) {
    refuse(
      'dimension-mismatch',
      `the queries have ${queries.dim} dimensions, the base has ${base.dim}`,
      'queries and base must come from the same model',
    );
  }
  if (k > base.n) refuse('k-too-large', `k is ${k}, but the base has ${base.n} rows`, `ask for at most ${base.n}`);
}
