import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fittingRecord } from './fitting-record';
import { type RecordLines, readRecords } from './read-records';
import type { Record } from './record';
import { syncFolder } from './sync-folder';
import { writeError } from './write-error';

/** `records.jsonl`, open for appending. */
export interface RecordLog {
  /** What it held when it was opened. */
  readonly held: RecordLines;
  /**
   * Resolves when the record is on the disk, with what is there: of a record that could not be read again that of a failed cell, see
   * {@link fittingRecord}. Where writing fails, the file is as it was before, and a LabError says why.
   */
  append(record: Record): Promise<Record>;
  close(): Promise<void>;
}

/** Opens the file, makes it where there is none, and takes off a torn last line. */
export async function openRecordLog(path: string): Promise<RecordLog> {
  const held = await readRecords(path);
  let file: FileHandle | undefined;
  let length = held.wholeBytes;
  try {
    file = await open(path, 'a');
    const { size } = await file.stat();
    if (size > length) await file.truncate(length);
    if (held.lacksNewline) {
      await file.writeFile('\n');
      length += 1;
    }
    await file.sync();
    await syncFolder(dirname(path));
  } catch (thrown) {
    await file?.close();
    throw writeError(path, thrown);
  }
  const log = file;
  return {
    held,
    async append(given) {
      const fitting = fittingRecord(given);
      const line = Buffer.from(fitting.line);
      try {
        await log.writeFile(line);
        await log.sync();
        length += line.length;
        return fitting.record;
      } catch (thrown) {
        // On a full disk a part of the line may be there; if it cannot be cut off now, the next opening does it.
        await log.truncate(length).catch(() => undefined);
        throw writeError(path, thrown);
      }
    },
    close: () => log.close(),
  };
}
