import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { LabError, messageOf } from '../../base/lab-error';
import { badFile } from '../bad-file';
import { withFile } from './file-bytes';
import type { FileContents, Format, ReadOptions } from './format';
import { kind } from './hdf5-read';
import type { Hdf5Message } from './hdf5-worker';

/** A worker that says nothing for so long is in a loop: a piece of some MiB takes far less. */
const patience = 60_000;

/** ann-benchmarks' files: https://github.com/erikbern/ann-benchmarks */
export const hdf5: Format = {
  name: 'hdf5',
  title: kind,
  extensions: ['.hdf5', '.h5'],
  magic: Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'),
  read: ([file = ''], options) => readInWorker(file, options),
};

/**
 * Reads in a worker, so that damaged bytes cannot take this thread into an endless loop, nor its library down.
 * @param quietFor milliseconds without a word after which the worker is given up
 */
export async function readInWorker(file: string, options: ReadOptions, quietFor = patience): Promise<FileContents> {
  // Says what is wrong with the path before the library does.
  await withFile(file, kind, () => Promise.resolve());
  const { progress, signal } = options;
  signal?.throwIfAborted();
  // The library reports on stderr, in its own words, what comes back as an error.
  const worker = new Worker(join(__dirname, 'hdf5-worker.js'), { workerData: { file }, stderr: true, stdout: true });
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  try {
    return await new Promise<FileContents>((resolve, reject) => {
      const damaged = (why: string, cause?: unknown) =>
        reject(badFile(file, `it is damaged or not ${kind} (${why})`, 'get it again', cause));
      const wait = () => {
        clearTimeout(timer);
        timer = setTimeout(() => damaged(`reading it came to nothing in ${quietFor} ms`), quietFor);
      };
      stop = () => reject(signal?.reason as Error);
      signal?.addEventListener('abort', stop, { once: true });
      worker.on('message', (message: Hdf5Message) => {
        wait();
        if ('progress' in message) progress?.(message.progress);
        else if ('contents' in message) resolve({ ...message.contents, attributes: new Map() });
        else reject(new LabError(message.error));
      });
      worker.on('error', (cause) => damaged(messageOf(cause), cause));
      worker.on('exit', (code) => damaged(`its reader ended with code ${code}`));
      wait();
    });
  } finally {
    clearTimeout(timer);
    if (stop) signal?.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
