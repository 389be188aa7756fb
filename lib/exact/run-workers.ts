import { Worker } from 'node:worker_threads';
import { LabError, messageOf } from '../base/lab-error';

export interface RunWorkersOptions {
  /** Named in errors. */
  where: string;
  signal?: AbortSignal | undefined;
  /** Receives whatever a worker posts. */
  message: (message: unknown) => void;
}

/**
 * Runs one worker thread of `file` for each job and resolves when all have ended by themselves. Rejects with a LabError
 * `stopped` when the signal fires and `worker-failed` when one fails; either way every worker is terminated first.
 */
export async function runWorkers(
  file: string,
  jobs: readonly unknown[],
  { where, signal, message }: RunWorkersOptions,
): Promise<void> {
  const stopped = () => new LabError({ code: 'stopped', where, what: 'stopped before it was done' });
  if (signal?.aborted) throw stopped();
  const workers = jobs.map((workerData) => new Worker(file, { workerData }));
  let onAbort = (): void => undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const failed = (cause: unknown, what: string) =>
        reject(new LabError({ code: 'worker-failed', where, what, cause }));
      let running = workers.length;
      onAbort = () => reject(stopped());
      signal?.addEventListener('abort', onAbort);
      for (const worker of workers) {
        worker.on('message', message);
        worker.on('error', (error) => failed(error, `a worker thread failed: ${messageOf(error)}`));
        worker.on('exit', (code) => {
          if (code !== 0) failed(undefined, `a worker thread ended with exit code ${code}`);
          else if (--running === 0) resolve();
        });
      }
    });
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
