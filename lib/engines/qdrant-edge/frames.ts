import { endianness } from 'node:os';
import { dimensionOf } from '../adapter/check-vectors';
import type { Answer, Batch } from '../engine';

/** Bytes of vectors in one request: an abort does not wait for more. */
const mostBytes = 4 * 1024 * 1024;

if (endianness() !== 'LE') throw new Error('the sidecar reads vectors as little-endian machines hold them');

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

export const words = (...numbers: readonly number[]): Uint8Array => bytesOf(Uint32Array.from(numbers));

export const idBytes = (ids: Uint32Array): Uint8Array => bytesOf(ids);

export const jsonBytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/** Requests to insert a batch: rows, and their parts. */
export function* insertFrames(shard: number, batch: Batch): Generator<{ rows: number; parts: Uint8Array[] }> {
  const dim = dimensionOf(batch);
  const rowsAtOnce = Math.max(1, Math.floor(mostBytes / (4 * Math.max(1, dim))));
  for (let from = 0; from < batch.ids.length; from += rowsAtOnce) {
    const ids = batch.ids.subarray(from, from + rowsAtOnce);
    const to = from + ids.length;
    const vectors = batch.vectors.subarray(from * dim, to * dim);
    const attributes = batch.attributes ? [jsonBytes(batch.attributes.slice(from, to))] : [];
    yield { rows: ids.length, parts: [words(shard, ids.length, dim), bytesOf(ids), bytesOf(vectors), ...attributes] };
  }
}

export interface SearchFrame {
  readonly shard: number;
  readonly k: number;
  readonly ef: number;
  readonly exact: boolean;
  readonly query: Float32Array;
  readonly condition?: unknown;
}

export function searchParts({ shard, k, ef, exact, query, condition }: SearchFrame): Uint8Array[] {
  const head = Buffer.alloc(17);
  head.writeUInt32LE(shard, 0);
  head.writeUInt32LE(k, 4);
  head.writeUInt32LE(ef, 8);
  head.writeUInt8(exact ? 1 : 0, 12);
  head.writeUInt32LE(query.length, 13);
  return [head, bytesOf(query), ...(condition === undefined ? [] : [jsonBytes(condition)])];
}

/** The answer to a search: its size, ids, and scores. */
export function readAnswer(result: Buffer, toDistance: (score: number) => number): Answer {
  const n = result.readUInt32LE(0);
  const ids = new Uint32Array(n);
  const distances = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    ids[i] = result.readUInt32LE(4 + 4 * i);
    distances[i] = toDistance(result.readDoubleLE(4 + 4 * n + 8 * i));
  }
  return { ids, distances };
}
