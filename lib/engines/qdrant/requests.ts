import { dimensionOf } from '../adapter/check-vectors';
import type { Batch } from '../engine';

/** Columns of one request to insert vectors. */
export interface PointColumns {
  readonly ids: number[];
  readonly vectors: number[][];
  readonly payloads?: Record<string, unknown>[];
}

/** Half of what a server takes in one request as it comes (`max_request_size_mb` 32). */
const mostBytes = 16 * 1024 * 1024;
/** Longest text of a float32 as a JSON number, with its comma: -0.0000012345678901234567, */
const bytesOfNumber = 26;

/** The same in bytes of the vectors themselves. */
export const mostVectorBytes = 4 * Math.floor(mostBytes / bytesOfNumber);

/** Cuts a batch to what one request may carry; a row that alone is too large goes alone, for the server to refuse. */
export function* requestsOf(batch: Batch, most = mostBytes): Generator<PointColumns> {
  const { ids, vectors, attributes } = batch;
  const dim = dimensionOf(batch);
  const bytesOf = (row: number): number =>
    (dim + 1) * bytesOfNumber + (attributes ? Buffer.byteLength(JSON.stringify(attributes[row])) + 1 : 0);
  for (let from = 0; from < ids.length;) {
    let to = from + 1;
    for (let bytes = bytesOf(from); to < ids.length; to++) {
      bytes += bytesOf(to);
      if (bytes > most) break;
    }
    const rows = Array.from({ length: to - from }, (_, i) => from + i);
    yield {
      ids: Array.from(ids.subarray(from, to)),
      vectors: rows.map((row) => Array.from(vectors.subarray(row * dim, (row + 1) * dim))),
      ...(attributes && { payloads: rows.map((row) => ({ ...attributes[row] })) }),
    };
    from = to;
  }
}
