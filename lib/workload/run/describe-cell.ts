import type { Cell } from '../../results/cell';
import { ladderOf } from '../data/filter-ladder';
import { describeWorkload, searches } from '../kinds/kinds';

const listed = (params: Cell['search']): string =>
  Object.entries(params)
    .map(([name, value]) => `, ${name} ${value}`)
    .join('');

/** What a cell measures, without its repetition: `hnswlib on sift-photos (10000 rows), ef 40, k 10, clients 4`. */
export const describeCell = ({ engine, dataset, search, workload }: Cell): string => {
  const params = listed(searches({ workload }) ? search : {});
  return `${engine} on ${dataset.name} (${dataset.n} rows)${params}, ${describeWorkload(workload)}`;
};

/** Which index a cell searches; `bySearch`: search parameters are part of it, since they reach the engine by building. */
export const describeIndex = (cell: Cell, bySearch: boolean): string => {
  const { engine, dataset, build, search, buildIndex } = cell;
  const carrying = ladderOf(cell) ? ', with attributes' : '';
  const params = listed(bySearch ? { ...build, ...search } : build);
  return `the index of ${engine} on ${dataset.name} (${dataset.n} rows)${params}${carrying}, build ${buildIndex + 1}`;
};
