import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabError, messageOf } from '../base/lab-error';
import { makeFolder } from '../base/make-folder';
import type { Progress } from '../base/progress';
import { requestRest } from './download-request';
import { checkRoom, noSpace } from './download-space';
import { fileSha256 } from './file-sha256';

export interface DownloadOptions {
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
  /** How many attempts in a row may bring nothing (default 5). */
  readonly attempts?: number | undefined;
  /** Milliseconds before the first retry; doubled each time, at most 30 s (default 1,000). */
  readonly wait?: number | undefined;
}

export interface Download {
  readonly sha256: string;
  readonly bytes: number;
  /** Attempts after the first. */
  readonly retries: number;
}

/**
 * Downloads a file by way of `FILE.part`. What an interrupted download left is gone on with, if the server still has
 * the same version of it; the name appears only when all is there and its sha256 is the expected one (null: any).
 * @throws LabError `download-failed`, `checksum-mismatch`, `no-space`; AbortError where the signal stops it
 */
export async function download(
  url: string,
  file: string,
  sha256: string | null,
  options: DownloadOptions = {},
): Promise<Download> {
  const { attempts = 5, wait = 1000, signal } = options;
  const part = `${file}.part`;
  makeFolder(dirname(file));
  let retries = 0;
  for (let inVain = 0; ; retries++) {
    const before = await sizeOf(part);
    try {
      await fetchRest(url, part, retries, options);
      break;
    } catch (thrown) {
      if (signal?.aborted || thrown instanceof LabError) throw thrown;
      inVain = (await sizeOf(part)) > before ? 0 : inVain + 1;
      if (inVain >= attempts) throw gaveUp(url, retries, thrown);
      await sleep(Math.min(wait * 2 ** inVain, 30_000), undefined, { signal });
    }
  }
  const found = await fileSha256(part, options);
  if (sha256 !== null && found !== sha256) {
    await discard(part);
    throw new LabError({
      code: 'checksum-mismatch',
      where: url,
      what: `the sha256 of what came is ${found}, expected is ${sha256}`,
      remedy: 'nothing was kept; try again, and if it stays so the source has changed',
    });
  }
  const bytes = await sizeOf(part);
  await rename(part, file);
  await discard(part);
  return { sha256: found, bytes, retries };
}

/** One request: appends what is missing to the part file. Ends normally only where the server sent all of it. */
async function fetchRest(url: string, part: string, retries: number, { progress, signal }: DownloadOptions) {
  const { body, from, total } = await requestRest(url, part, await sizeOf(part), signal);
  if (total !== undefined) await checkRoom(part, total - from);
  const stage = `downloading ${basename(part, '.part')}`;
  const note = retries > 0 ? { note: `retry ${retries}` } : {};
  const out = await open(part, from > 0 ? 'a' : 'w');
  let done = from;
  try {
    for await (const piece of body) {
      signal?.throwIfAborted();
      await out.write(piece);
      done += piece.length;
      progress?.({ stage, done, total: total ?? done, unit: 'bytes', ...note });
    }
    await out.sync();
  } catch (thrown) {
    throw (thrown as NodeJS.ErrnoException).code === 'ENOSPC' ? noSpace(part, done, total) : thrown;
  } finally {
    await out.close();
  }
  if (total !== undefined && done !== total) throw new Error(`${done} of ${total} bytes came`);
}

const sizeOf = async (file: string): Promise<number> => {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? found.size : 0;
};

/** Removes the part file and the note on its version. */
async function discard(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
}

function gaveUp(url: string, retries: number, cause: unknown): LabError {
  const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return new LabError({
    code: 'download-failed',
    where: url,
    what: `${messageOf(reason)}, also after ${retries} retries`,
    remedy: 'look at the connection and give the command again: it goes on where it stopped',
    cause,
  });
}
