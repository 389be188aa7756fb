import { createReadStream, existsSync } from 'node:fs';
import { messageOf } from '../base/lab-error';
import { newerVersion } from './manifest';
import { migrate, type Migrations, recordMigrations, versionOf } from './migrate';
import { type Record, recordVersion } from './record';
import { recordSchema } from './record-schema';

/** What `records.jsonl` holds. */
export interface RecordLines {
  /** In the order in which they were written. */
  records: Record[];
  /** Of each line that is no record: file, line number and what is wrong. */
  damage: string[];
  /** Bytes of the file up to which it is whole lines, or a last record that lacks only its newline. */
  wholeBytes: number;
  /** The last record lacks its newline. */
  lacksNewline: boolean;
}

/**
 * Reads and checks every line, brought to the version of today where an earlier VexLab wrote it; the file stays as it is.
 * A line that is no record is reported, never dropped unseen; a last line without its end was torn by a kill. LabError
 * `newer-record` where a later VexLab wrote a line.
 */
export async function readRecords(path: string, migrations: Migrations = recordMigrations): Promise<RecordLines> {
  const read: RecordLines = { records: [], damage: [], wholeBytes: 0, lacksNewline: false };
  if (!existsSync(path)) return read;
  let number = 0;
  for await (const { bytes, ended } of linesOf(path)) {
    number += 1;
    const where = `${path}:${number}`;
    const record = parseLine(bytes, where, migrations);
    if (typeof record !== 'string') {
      read.records.push(record);
      read.wholeBytes += bytes.length + (ended ? 1 : 0);
      read.lacksNewline = !ended;
    } else if (ended) {
      read.damage.push(`${where}: ${record}`);
      read.wholeBytes += bytes.length + 1;
    } else {
      read.damage.push(`${where}: the last line is torn (${bytes.length} bytes)`);
    }
  }
  return read;
}

/** The record, or what is wrong with the line. */
function parseLine(bytes: Buffer, where: string, migrations: Migrations): Record | string {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (thrown) {
    return `not JSON: ${messageOf(thrown).slice(0, 120)}`;
  }
  const version = versionOf(value);
  if (version !== undefined && version > recordVersion) throw newerVersion(where, version, recordVersion);
  try {
    value = migrate(value, recordVersion, migrations);
  } catch (thrown) {
    return `no record: ${messageOf(thrown)}`;
  }
  const parsed = recordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  return `no record: ${issue?.path.join('.') || 'line'}: ${issue?.message}`;
}

/** Split at byte 10 only: node:readline also splits at U+2028, which JSON may hold inside a string. */
async function* linesOf(path: string): AsyncGenerator<{ bytes: Buffer; ended: boolean }> {
  let pending: Buffer[] = [];
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      pending.push(chunk.subarray(from, end));
      yield { bytes: Buffer.concat(pending), ended: true };
      pending = [];
      from = end + 1;
    }
    if (from < chunk.length) pending.push(chunk.subarray(from));
  }
  if (pending.length > 0) yield { bytes: Buffer.concat(pending), ended: false };
}
