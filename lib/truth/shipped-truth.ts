import { setImmediate } from 'node:timers/promises';
import { LabError } from '../base/lab-error';
import { noProgress } from '../base/progress';
import type { Dataset, Neighbours } from '../datasets/dataset';
import { takeRows } from '../datasets/vectors';
import { exactNeighbours, type ExactNeighboursOptions } from './exact-neighbours';
import { firstK } from './first-k';
import { RowDistance } from './row-distance';
import { sameDistance } from './same-distance';

/**
 * The k nearest neighbours out of the truth that came with a dataset, checked:
 * every row exists and stands once; every distance that the file gives agrees with the one computed again; and for a
 * sample of the queries no nearer row was missed. The distances returned are those computed again, in double precision,
 * and ranks follow them. Agreement is judged by {@link sameDistance}, since such files are made in single precision.
 *
 * Rejects with a LabError: `truth-mismatch` naming query and rank, `stopped`.
 */
export async function checkedTruth(
  dataset: Dataset,
  truth: Neighbours,
  k: number,
  { progress = noProgress, signal, threads }: ExactNeighboursOptions = {},
): Promise<Neighbours> {
  if (truth.nq !== dataset.queries.n) {
    mismatch(dataset, `is of ${truth.nq} queries, the dataset has ${dataset.queries.n}`);
  }
  const stage = `check of the truth of ${dataset.name}`;
  const measured: Neighbours = {
    nq: truth.nq,
    k: truth.k,
    rows: new Uint32Array(truth.nq * truth.k),
    distances: new Float64Array(truth.nq * truth.k),
  };
  const measure = new RowDistance(dataset);
  const part = Math.max(1, Math.floor(pauseAfter / (truth.k * dataset.base.dim)));
  for (let query = 0; query < truth.nq; query++) {
    measureQuery(dataset, truth, measured, measure, query);
    if (query % part !== 0) continue;
    progress({ stage, done: query, total: truth.nq, unit: 'queries' });
    await setImmediate();
    if (signal?.aborted) throw new LabError({ code: 'stopped', where: stage, what: 'stopped before it was done' });
  }
  await checkSample(dataset, firstK(measured, k), { signal, threads });
  progress({ stage, done: truth.nq, total: truth.nq, unit: 'queries' });
  return firstK(measured, k);
}

/** Components looked at before the event loop has its turn. */
const pauseAfter = 2 ** 23;

/** Multiply-adds that the exact search of the sample may take: a second or two on two cores. */
const sampleWork = 4e9;

function measureQuery(
  dataset: Dataset,
  truth: Neighbours,
  measured: Neighbours,
  measure: RowDistance,
  query: number,
): void {
  const at = query * truth.k;
  const seen = new Set<number>();
  const found = Array.from(truth.rows.subarray(at, at + truth.k), (row, rank) => {
    const place = `at query ${query}, rank ${rank}`;
    if (row >= dataset.base.n) mismatch(dataset, `${place}, names row ${row} of ${dataset.base.n}`);
    if (seen.has(row)) mismatch(dataset, `${place}, names row ${row} a second time`);
    seen.add(row);
    const distance = measure.between(query, row);
    const given = truth.distances[at + rank] as number;
    // Formats that carry rows alone give no number.
    if (!Number.isNaN(given) && !sameDistance(dataset, query, row, given, distance)) {
      mismatch(dataset, `${place}, gives row ${row} the distance ${given}, but it is ${distance}`);
    }
    return { row, distance };
  });
  found.sort((a, b) => a.distance - b.distance || a.row - b.row);
  found.forEach(({ row, distance }, rank) => {
    measured.rows[at + rank] = row;
    measured.distances[at + rank] = distance;
  });
}

async function checkSample(dataset: Dataset, truth: Neighbours, options: ExactNeighboursOptions): Promise<void> {
  const { base, queries } = dataset;
  const size = Math.min(queries.n, 100, Math.max(1, Math.floor(sampleWork / (base.n * base.dim))));
  const sample = Array.from({ length: size }, (_, i) => Math.floor((i * queries.n) / size));
  const exact = await exactNeighbours({ ...dataset, queries: takeRows(queries, sample) }, truth.k, options);
  sample.forEach((query, i) => {
    for (let rank = 0; rank < truth.k; rank++) {
      const row = exact.rows[i * truth.k + rank] as number;
      const nearest = exact.distances[i * truth.k + rank] as number;
      const given = truth.distances[query * truth.k + rank] as number;
      if (sameDistance(dataset, query, row, given, nearest)) continue;
      mismatch(dataset, `at query ${query}, rank ${rank}, is at distance ${given}, but row ${row} is at ${nearest}`);
    }
  });
}

function mismatch(dataset: Dataset, what: string): never {
  throw new LabError({
    code: 'truth-mismatch',
    where: `truth that came with ${dataset.name}`,
    what,
    remedy: 'the file does not belong to these vectors or this metric: get it again, or remove its truth',
  });
}
