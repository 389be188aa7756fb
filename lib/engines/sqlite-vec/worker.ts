import { workerData } from 'node:worker_threads';
import { LabError, messageOf } from '../../base/lab-error';
import { answerCalls } from '../adapter/answer-calls';
import { dimensionOf } from '../adapter/check-vectors';
import type { Answer, Batch, CollectionSpec, Filter, Params } from '../engine';
import { columnsOf } from './columns';
import { type Database, openDatabase } from './database';

/** What a thread is told when it starts; the first one makes the table of a collection that is not stored already. */
export interface ThreadData {
  readonly spec: CollectionSpec;
  readonly file: string;
  readonly writes: boolean;
}

const { spec, file, writes } = workerData as ThreadData;
const { build } = spec;
const columns = columnsOf(spec);
const database = opened();
const names = ['id', 'embedding', ...columns.names];
const insertRow = database.prepare(`insert into vectors(${names.join()}) values (${names.map(() => '?').join()})`);
const removeRow = database.prepare('delete from vectors where id = ?');
const countRows = database.prepare('select count(*) from vectors').pluck();
/** Statements by their condition. */
const searches = new Map<string, ReturnType<typeof prepareSearch>>();

const insertAll = database.transaction(({ ids, vectors, attributes }: Batch, width: number) => {
  ids.forEach((id, row) => {
    const vector = blob(vectors.subarray(row * width, (row + 1) * width));
    insertRow.run(BigInt(id), vector, ...columns.values(attributes?.[row]));
  });
});
const removeAll = database.transaction((ids: Uint32Array) => {
  for (const id of ids) removeRow.run(BigInt(id));
});

const codes = [
  ['UNIQUE constraint failed', 'duplicate-id'],
  ['k value in knn query too large', 'bad-k'],
] as const;

/** What a thread of a sqlite-vec collection can do. */
export const methods = {
  /** All of the batch, or nothing of it. */
  insert(batch: Batch): void {
    try {
      insertAll(batch, dimensionOf(batch));
    } catch (error) {
      throw told(error);
    }
  },

  search({ query, k, filter }: { query: Float32Array; k: number; filter?: Filter }): Answer {
    const { condition, bound } = columns.where(filter);
    let statement = searches.get(condition);
    if (!statement) searches.set(condition, (statement = prepareSearch(condition)));
    try {
      const rows = statement.all(blob(query), k, ...bound) as [number, number | null][];
      return {
        ids: Uint32Array.from(rows, ([id]) => id),
        distances: Float64Array.from(rows, ([, distance]) => distance ?? NaN),
      };
    } catch (error) {
      throw told(error);
    }
  },

  remove(ids: Uint32Array): void {
    removeAll(ids);
  },

  count: (): number => countRows.get() as number,

  /** Folds the log into the file, so that searches and the disk's use are those of the table alone. */
  checkpoint(): void {
    database.pragma('wal_checkpoint(TRUNCATE)');
  },

  readBack(): Params {
    const synchronous = database.pragma('synchronous', { simple: true }) as number;
    return {
      chunk_size: (database.prepare('select size from vectors_chunks limit 1').pluck().get() ??
        build.chunk_size) as number,
      cache_size: -(database.pragma('cache_size', { simple: true }) as number),
      journal_mode: database.pragma('journal_mode', { simple: true }) as string,
      synchronous: ['OFF', 'NORMAL', 'FULL', 'EXTRA'][synchronous] ?? synchronous,
    };
  },

  close(): void {
    database.close();
  },
};

/** SQLite's own error would lose its message on its way out of the thread. */
function opened(): Database {
  try {
    const made = openDatabase(file, { readonly: !writes, fileMustExist: spec.stored !== undefined });
    made.pragma(`cache_size = -${build.cache_size}`);
    if (writes) prepareToWrite(made);
    return made;
  } catch (error) {
    throw new Error(messageOf(error));
  }
}

function prepareToWrite(database: Database): void {
  // A commit is on the disk when it is acknowledged (https://sqlite.org/pragma.html#pragma_synchronous).
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  if (spec.stored !== undefined) return;
  database.exec(
    `create virtual table vectors using vec0(id integer primary key, embedding float[${spec.dim}]
     distance_metric=${spec.metric}${columns.definitions}, chunk_size=${build.chunk_size})`,
  );
}

function prepareSearch(condition: string) {
  return database
    .prepare(`select id, distance from vectors where embedding match ? and k = ?${condition} order by distance`)
    .raw();
}

/** A vector as vec0 takes it: its float32 numbers in the processor's byte order. */
function blob(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Errors that mean the same for every engine; the others are told as they are. */
function told(error: unknown): unknown {
  const what = messageOf(error);
  const full = (error as { code?: string }).code === 'SQLITE_FULL';
  const known = codes.find(([start]) => what.startsWith(start))?.[1];
  const code = full ? 'no-space' : known;
  return code ? new LabError({ code, where: 'sqlite-vec', what }) : error;
}

answerCalls(methods);
