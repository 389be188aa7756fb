import { badFile } from './bad-file';
import type { Metric, Neighbours, Vectors } from './dataset';
import { distance } from './distance';
import type { FileTruth } from './formats/format';
import { readRow } from './vectors';

/** Published distances were computed in float32, some from normalised copies. */
const tolerance = 1e-3;

/**
 * The truth of a file with distances computed again in double from the vectors, so that they follow our definition;
 * where the file gives distances (Euclidean, or 1 − cosine), they must agree. Equal distances go by smaller row.
 * @throws LabError `bad-file` for a row outside the base, a repeated row, a count that does not fit, a wrong distance
 */
export function truthFromFile(
  truth: FileTruth,
  { base, queries, metric }: { base: Vectors; queries: Vectors; metric: Metric },
  file: string,
): Neighbours {
  const { nq, k } = truth;
  if (nq !== queries.n) throw badFile(file, `it has truth for ${nq} queries, the set has ${queries.n}`);
  const rows = new Uint32Array(nq * k);
  const distances = new Float64Array(nq * k);
  const query = new Float32Array(base.dim);
  const row = new Float32Array(base.dim);
  for (let q = 0; q < nq; q++) {
    readRow(queries, q, query);
    const found: { at: number; far: number }[] = [];
    for (let j = 0; j < k; j++) {
      const at = truth.rows[q * k + j] as number;
      const where = `neighbour ${j} of query ${q}`;
      if (!Number.isInteger(at) || at < 0 || at >= base.n) {
        throw badFile(file, `${where} is row ${at}, the base has ${base.n} rows`, 'check that they belong together');
      }
      const far = distance(metric, query, readRow(base, at, row));
      const said = truth.distances?.[q * k + j];
      if (said !== undefined && !(Math.abs(said - far) <= tolerance * Math.max(1, Math.abs(far)))) {
        throw badFile(file, `${where} is said to be at ${said}, its ${metric} distance is ${far}`, 'check the metric');
      }
      found.push({ at, far });
    }
    found.sort((a, b) => a.far - b.far || a.at - b.at);
    found.forEach(({ at, far }, j) => {
      rows[q * k + j] = at;
      distances[q * k + j] = far;
    });
    if (new Set(found.map(({ at }) => at)).size < k) throw badFile(file, `query ${q} has the same neighbour twice`);
  }
  return { nq, k, rows, distances };
}
