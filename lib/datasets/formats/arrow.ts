import type { DataType } from 'apache-arrow';
import { Table, tableFromIPC, tableToIPC, type Vector } from 'apache-arrow';
import { messageOf } from '../../base/lab-error';
import { badFile } from '../bad-file';
import type { Attribute, Metric } from '../dataset';
import { fileIds } from '../ids';
import { arrowAttribute } from './arrow-attribute';
import { arrowEmbedding } from './arrow-embedding';
import { fileMark, verifyArrow } from './arrow-verify';
import { inPieces, withFile, type FileBytes } from './file-bytes';
import type { FileContents, Format, ReadOptions } from './format';

const kind = 'an Arrow IPC file';

/**
 * Arrow IPC, file and stream. The bytes are read once, into a SharedArrayBuffer; the embedding and the attributes are
 * views of it. Format: https://arrow.apache.org/docs/format/Columnar.html
 */
export const arrow: Format = {
  name: 'arrow',
  title: kind,
  extensions: ['.arrow', '.arrows', '.feather', '.ipc'],
  magic: Buffer.from(fileMark),
  read: ([file = ''], options) =>
    withFile(file, kind, async (bytes) => contents(file, await readAll(bytes, options), options)),
};

async function readAll(source: FileBytes, options: ReadOptions): Promise<Uint8Array> {
  const bytes = new Uint8Array(new SharedArrayBuffer(source.size));
  await inPieces({ file: source.file, total: source.size, piece: 1 << 24 }, options, (start, length) =>
    source.readInto(bytes.subarray(start, start + length), start),
  );
  checkWhole(source.file, bytes);
  verifyArrow(bytes);
  return bytes;
}

/** Both forms say where they end; without that end the library would hand out what came before it. */
function checkWhole(file: string, bytes: Uint8Array): void {
  const tail = (length: number) => Buffer.from(bytes.slice(-length)); // slice: a copy out of shared memory
  const isFile = Buffer.from(bytes.slice(0, 6)).toString('latin1') === fileMark;
  if (isFile && tail(6).toString('latin1') === fileMark) return;
  // The end of a stream: the continuation mark and a length of 0.
  if (!isFile && tail(8).toString('hex') === 'ffffffff00000000') return;
  const end = isFile ? `the mark ${fileMark}` : 'an end-of-stream mark';
  throw badFile(file, `it does not end with ${end}: it is cut short or not ${kind}`, 'get or write it again');
}

function contents(file: string, bytes: Uint8Array, { columns = {} }: ReadOptions): FileContents {
  const read = readTable(file, bytes);
  const { embedding = 'embedding', id = 'id' } = columns;
  const others = read.schema.fields.map(({ name }) => name).filter((name) => name !== embedding);
  // Joining several batches moves bytes over the columns between them, so those are copied first.
  const rest = read.batches.length > 1 ? detached(read, others) : read;
  const vectors = arrowEmbedding(file, read, embedding, bytes.buffer as SharedArrayBuffer);
  const idColumn = rest.getChild(id);
  const { ids, sourceId } = idColumn ? fileIds(read.numRows, (row) => idColumn.get(row) as unknown, file) : {};
  const attributes = new Map<string, Attribute>();
  if (sourceId) attributes.set(sourceId.name, sourceId);
  for (const name of others) {
    const column = rest.getChild(name) as Vector<DataType> | null;
    if (column && name !== id) attributes.set(name, arrowAttribute(file, name, column));
  }
  const metric = read.schema.metadata.get('metric') as Metric | undefined;
  if (metric && !['l2', 'cosine', 'ip'].includes(metric)) {
    throw badFile(file, `its metadata names the metric ${metric}`, 'use l2, cosine or ip');
  }
  return { vectors, attributes, ...(ids && { ids }), ...(metric && { metric }) };
}

function readTable(file: string, bytes: Uint8Array): Table {
  try {
    return tableFromIPC(bytes);
  } catch (cause) {
    if (!/compressed/.test(messageOf(cause))) throw cause;
    throw badFile(file, 'its batches are compressed', 'write it without compression', cause);
  }
}

function detached(table: Table, names: string[]): Table {
  if (names.length === 0) return new Table();
  return tableFromIPC(tableToIPC(table.select(names), 'stream'));
}
