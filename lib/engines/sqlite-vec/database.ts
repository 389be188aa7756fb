import Connection from 'better-sqlite3';
import { load } from 'sqlite-vec';

export type Database = Connection.Database;

/** Opens a file with the vec0 extension in it. */
export function openDatabase(file: string, options: { readonly?: boolean; fileMustExist?: boolean } = {}): Database {
  const database = new Connection(file, options);
  load(database);
  return database;
}

/** `0.1.9 with SQLite 3.53.2`; throws where a native part does not load. */
export function versions(): string {
  const { vec, sqlite } = ask<{ vec: string; sqlite: string }>(
    'select vec_version() as vec, sqlite_version() as sqlite',
  );
  return `${vec.replace(/^v/, '')} with SQLite ${sqlite}`;
}

/** With which instructions of the processor the extension was compiled (`avx`, `neon`); empty: with none. */
export function simdFlags(): string {
  const { told } = ask<{ told: string }>('select vec_debug() as told');
  return /Build flags:(.*)/.exec(told)?.[1]?.trim() ?? '';
}

function ask<Row>(sql: string): Row {
  const database = openDatabase(':memory:');
  try {
    return database.prepare<[], Row>(sql).get() as Row;
  } finally {
    database.close();
  }
}
