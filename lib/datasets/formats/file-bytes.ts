import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { LabError, messageOf } from '../../base/lab-error';
import type { Progress } from '../../base/progress';
import { badFile } from '../bad-file';

/** An open file with its size; reads come back whole or throw. */
export interface FileBytes {
  readonly file: string;
  readonly size: number;
  readonly handle: FileHandle;
  /** Fills `into` from byte `position` on. */
  readInto(into: Uint8Array, position: number): Promise<void>;
}

/**
 * Opens a file for `use` and closes it after. Whatever goes wrong inside comes out as one clear line: a reader's
 * library throwing on broken bytes included.
 * @param kind what the file should be, as in a sentence: "an Arrow IPC file"
 */
export async function withFile<T>(file: string, kind: string, use: (bytes: FileBytes) => Promise<T>): Promise<T> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(file, 'r');
    const stat = await handle.stat();
    if (!stat.isFile()) throw badFile(file, 'it is not a file');
    if (stat.size === 0) throw badFile(file, 'it is empty (0 bytes)', `give ${kind}`);
    return await use(fileBytes(file, stat.size, handle));
  } catch (thrown) {
    throw readable(thrown, file, kind);
  } finally {
    await handle?.close();
  }
}

function fileBytes(file: string, size: number, handle: FileHandle): FileBytes {
  return {
    file,
    size,
    handle,
    async readInto(into, position) {
      for (let at = 0; at < into.length;) {
        const { bytesRead } = await handle.read(into, at, Math.min(into.length - at, 1 << 26), position + at);
        if (bytesRead === 0) {
          throw badFile(file, `it ends at byte ${position + at}, ${into.length - at} bytes too early`, 'get it again');
        }
        at += bytesRead;
      }
    },
  };
}

/** The error that a user sees for whatever a reader threw: LabErrors and aborts as they are, others as `bad-file`. */
export function readable(thrown: unknown, file: string, kind: string): Error {
  if (thrown instanceof LabError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') return thrown;
  const code = (thrown as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') return badFile(file, 'there is no such file', 'check the path', thrown);
  if (code === 'EACCES' || code === 'EISDIR') return badFile(file, `it cannot be read (${code})`, undefined, thrown);
  return badFile(file, `it is damaged or not ${kind} (${messageOf(thrown)})`, 'get or write it again', thrown);
}

/** Calls `step` for each piece of `total` bytes, at most `piece` long; tells progress and heeds the signal. */
export async function inPieces(
  { file, total, piece }: { file: string; total: number; piece: number },
  { progress, signal }: { progress?: Progress; signal?: AbortSignal },
  step: (start: number, length: number) => Promise<void>,
): Promise<void> {
  const stage = `reading ${basename(file)}`;
  for (let start = 0; start < total; start += piece) {
    signal?.throwIfAborted();
    const length = Math.min(piece, total - start);
    await step(start, length);
    progress?.({ stage, done: start + length, total, unit: 'bytes' });
  }
}
