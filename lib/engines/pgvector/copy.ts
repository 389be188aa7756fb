import { type PoolClient, Query } from 'pg';
import type { AttributeValue } from '../../datasets/dataset';
import { dimensionOf } from '../adapter/check-vectors';
import type { AttributeKind, Batch } from '../engine';

/** What a COPY needs of the client's connection, which the types of `pg` leave out. */
interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** Of one message; a batch is any number of messages. */
const messageBytes = 2 ** 16;

/** Sends `data` as the input of a `COPY … FROM STDIN`. Resolves when it is committed. */
export function copyInto(client: PoolClient, text: string, data: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = new Query({ text }, (error) => (error ? reject(error) : resolve()));
    const handleCopyInResponse = (connection: CopyConnection): void => {
      for (let at = 0; at < data.length; at += messageBytes) {
        connection.sendCopyFromChunk(data.subarray(at, at + messageBytes));
      }
      connection.endCopyFrom();
    };
    client.query(Object.assign(query, { handleCopyInResponse }));
  });
}

/**
 * A batch in the binary format of COPY: id, vector, then the attributes, whose names and kinds are given. The values of a
 * vector are written as the numbers that they are, not as text.
 * @see https://www.postgresql.org/docs/16/sql-copy.html#id-1.9.3.55.9.4
 */
export function encodeBatch(batch: Batch, attributes: readonly (readonly [string, AttributeKind])[]): Buffer {
  const dim = dimensionOf(batch);
  const parts: Buffer[] = [header];
  for (const [row, id] of batch.ids.entries()) {
    parts.push(encodeRow(id, batch.vectors.subarray(row * dim, (row + 1) * dim), 2 + attributes.length));
    const values = batch.attributes?.[row];
    for (const [name, kind] of attributes) parts.push(encodeField(values?.[name] ?? null, kind));
  }
  return Buffer.concat([...parts, trailer]);
}

/** Signature, flags and length of the header's extension, of which there is none. */
const header = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const trailer = Buffer.from([0xff, 0xff]);

/** The number of fields, and the first two of them. */
function encodeRow(id: number, vector: Float32Array, fields: number): Buffer {
  const out = Buffer.allocUnsafe(2 + 4 + 8 + 4 + 4 + 4 * vector.length);
  let at = out.writeInt16BE(fields);
  at = out.writeInt32BE(8, at);
  at = out.writeBigInt64BE(BigInt(id), at);
  at = out.writeInt32BE(4 + 4 * vector.length, at);
  at = out.writeInt16BE(vector.length, at);
  // A word that pgvector keeps for later.
  at = out.writeInt16BE(0, at);
  for (const component of vector) at = out.writeFloatBE(component, at);
  return out;
}

/** A length, -1 for null, and the value. */
function encodeField(value: AttributeValue, kind: AttributeKind): Buffer {
  if (value === null) return Buffer.from([0xff, 0xff, 0xff, 0xff]);
  const bytes = Buffer.alloc(kind === 'number' ? 8 : kind === 'boolean' ? 1 : Buffer.byteLength(String(value)));
  if (kind === 'number') bytes.writeDoubleBE(Number(value));
  else if (kind === 'boolean') bytes.writeUInt8(value ? 1 : 0);
  else bytes.write(String(value));
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
