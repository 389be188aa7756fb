import type { RecordMetadata } from '@pinecone-database/pinecone';
import { dimensionOf } from '../adapter/check-vectors';
import type { Batch } from '../engine';

/** Limits of one request to insert: https://docs.pinecone.io/reference/api/database-limits */
export const recordsAtOnce = 1000;
/** 2 MB, less what stands around the records. */
const mostBytes = 2_000_000 - 1000;

export interface PineconeRecord {
  readonly id: string;
  readonly values: number[];
  readonly metadata?: RecordMetadata;
}

/** Cuts a batch to what one request may carry; a record that alone is too large goes alone, for the server to refuse. */
export function* batchesOf(batch: Batch): Generator<PineconeRecord[]> {
  const dim = dimensionOf(batch);
  let records: PineconeRecord[] = [];
  let bytes = 0;
  for (let row = 0; row < batch.ids.length; row++) {
    const record = recordOf(batch, row, dim);
    const size = Buffer.byteLength(JSON.stringify(record)) + 1;
    if (records.length > 0 && (records.length === recordsAtOnce || bytes + size > mostBytes)) {
      yield records;
      records = [];
      bytes = 0;
    }
    records.push(record);
    bytes += size;
  }
  if (records.length > 0) yield records;
}

/** Pinecone has no null: an attribute that is null is left out, and is then one that does not exist. */
function recordOf({ ids, vectors, attributes }: Batch, row: number, dim: number): PineconeRecord {
  const known = Object.entries(attributes?.[row] ?? {}).filter(([, value]) => value !== null);
  return {
    id: String(ids[row]),
    values: Array.from(vectors.subarray(row * dim, (row + 1) * dim)),
    ...(known.length > 0 && { metadata: Object.fromEntries(known) as RecordMetadata }),
  };
}
