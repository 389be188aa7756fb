import type { AsyncBuffer, FileMetaData } from 'hyparquet' with { 'resolution-mode': 'import' };
import { arrayAttribute } from '../attribute';
import { badFile } from '../bad-file';
import type { AttributeValue, Vectors } from '../dataset';
import { fileIds, type FileIds } from '../ids';
import { allocateVectors } from '../shared-vectors';
import { readable, withFile } from './file-bytes';
import type { FileContents, Format, ReadOptions } from './format';

const kind = 'a Parquet file';

/**
 * Parquet with a column `embedding` of number lists; several files continue each other. Read one row group at a time
 * into the result, so that no more than one is held beside it. The compressions of hyparquet-compressors.
 */
export const parquet: Format = {
  name: 'parquet',
  title: kind,
  extensions: ['.parquet'],
  magic: Buffer.from('PAR1'),
  joins: true,
  async read(files, options) {
    const shards: Shard[] = [];
    for (const file of files) shards.push(await withFile(file, kind, () => openShard(file)));
    return readShards(shards, options);
  },
};

interface Shard {
  readonly file: string;
  readonly bytes: AsyncBuffer;
  readonly metadata: FileMetaData;
  readonly columns: readonly string[];
}

async function openShard(file: string): Promise<Shard> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetSchema } = await import('hyparquet');
  const bytes = await asyncBufferFromFile(file);
  const metadata = await parquetMetadataAsync(bytes);
  return { file, bytes, metadata, columns: parquetSchema(metadata).children.map(({ element }) => element.name) };
}

async function readShards(shards: readonly Shard[], options: ReadOptions): Promise<FileContents> {
  const { embedding = 'embedding', id = 'id' } = options.columns ?? {};
  const total = shards.reduce((sum, { metadata }) => sum + Number(metadata.num_rows), 0);
  const [first] = shards;
  const where = first?.file ?? '';
  const names = first?.columns ?? [];
  const values = new Map(names.filter((name) => name !== embedding).map((name) => [name, [] as AttributeValue[]]));
  let vectors: Vectors | undefined;
  let row = 0;
  for (const shard of shards) {
    if (!shard.columns.includes(embedding)) {
      const what = `it has no column ${embedding}; its columns: ${shard.columns.join(', ')}`;
      throw badFile(shard.file, what, 'name the embedding column');
    }
    for await (const records of rowGroups(shard, names, options)) {
      for (const record of records) {
        const list = listOf(shard.file, record[embedding], row, embedding);
        vectors ??= allocateVectors(shard.file, 'float32', total, list.length);
        if (list.length !== vectors.dim) {
          throw badFile(
            shard.file,
            `row ${row} has ${list.length} components, row 0 has ${vectors.dim}`,
            'remove that row',
          );
        }
        vectors.data.set(list, row * vectors.dim);
        for (const [name, column] of values) column.push(plain(record[name]));
        row++;
      }
      options.progress?.({ stage: `reading ${kind}`, done: row, total, unit: 'rows' });
    }
  }
  if (!vectors) throw badFile(where, 'it holds 0 rows', 'give it at least one vector');
  if (row !== total) throw badFile(where, `it holds ${row} rows, its footer says ${total}`, 'get it again');
  const idValues = values.get(id);
  values.delete(id);
  const ids: Partial<FileIds> = idValues ? fileIds(total, (at) => idValues[at], where) : {};
  const attributes = new Map([...values].map(([name, column]) => [name, arrayAttribute(name, column)]));
  if (ids.sourceId) attributes.set(ids.sourceId.name, ids.sourceId);
  return { vectors, attributes, ...(ids.ids && { ids: ids.ids }) };
}

async function* rowGroups({ file, bytes, metadata }: Shard, columns: readonly string[], { signal }: ReadOptions) {
  const [{ parquetReadObjects }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    signal?.throwIfAborted();
    const rowEnd = rowStart + Number(group.num_rows);
    const range = { rowStart, rowEnd, columns: [...columns] };
    try {
      yield (await parquetReadObjects({ file: bytes, metadata, compressors, ...range })) as {
        [name: string]: unknown;
      }[];
    } catch (thrown) {
      throw readable(thrown, file, kind);
    }
    rowStart = rowEnd;
  }
}

function listOf(file: string, value: unknown, row: number, column: string): ArrayLike<number> {
  const list = value as ArrayLike<unknown> | null | undefined;
  if (!Array.isArray(value) && !(value instanceof Float32Array) && !(value instanceof Float64Array)) {
    const what = value === null || value === undefined ? 'null' : `a ${typeof value}`;
    throw badFile(file, `row ${row} has ${what} in column ${column}, not a list of numbers`, 'remove that row');
  }
  for (let i = 0; i < (list?.length ?? 0); i++) {
    if (typeof list?.[i] === 'number') continue;
    throw badFile(file, `row ${row}, component ${i} is ${String(list?.[i])}, not a number`, 'remove that row');
  }
  return list as ArrayLike<number>;
}

function plain(value: unknown): AttributeValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
}
