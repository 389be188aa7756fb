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

/** What a search takes beside its query. */
export interface SearchFrame {
  readonly shard: number;
  readonly k: number;
  readonly ef: number;
  readonly exact: boolean;
  readonly condition?: unknown;
}

export const searchParts = (frame: SearchFrame, query: Float32Array): Uint8Array[] => [
  searchHead(frame, query.length),
  bytesOf(query),
  ...conditionParts(frame),
];

/** Queries of one dimension. */
export const searchBatchParts = (frame: SearchFrame, queries: readonly Float32Array[]): Uint8Array[] => [
  searchHead(frame, queries[0]?.length ?? 0),
  words(queries.length),
  ...queries.map(bytesOf),
  ...conditionParts(frame),
];

const conditionParts = ({ condition }: SearchFrame): Uint8Array[] =>
  condition === undefined ? [] : [jsonBytes(condition)];

function searchHead({ shard, k, ef, exact }: SearchFrame, dim: number): Uint8Array {
  const head = Buffer.alloc(17);
  head.writeUInt32LE(shard, 0);
  head.writeUInt32LE(k, 4);
  head.writeUInt32LE(ef, 8);
  head.writeUInt8(exact ? 1 : 0, 12);
  head.writeUInt32LE(dim, 13);
  return head;
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

/** The answers to several searches, one behind the other. */
export function readAnswers(result: Buffer, toDistance: (score: number) => number): Answer[] {
  const answers: Answer[] = [];
  for (let at = 0; at < result.length;) {
    answers.push(readAnswer(result.subarray(at), toDistance));
    at += 4 + 12 * result.readUInt32LE(at);
  }
  return answers;
}
