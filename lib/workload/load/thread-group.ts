import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { LabError, messageOf } from '../../base/lab-error';

/** Threads that live together: where one fails, all end. */
export interface ThreadGroup {
  /**
   * Gives each thread its question and resolves with their answers, in the order of the threads. Rejects with what one of them
   * failed of, with `thread-died`, or with the reason of the signal; then no thread is left, and nothing more can be asked.
   */
  ask<Answer>(questions: readonly unknown[]): Promise<Answer[]>;
  /** Asks the threads to end, and ends those that do not. Never rejects, safe to call twice. */
  end(): Promise<void>;
}

/** What a thread posts for each question. */
export type ThreadReply =
  | { readonly answer: unknown }
  | { readonly error: { code: string; where: string; what: string; remedy?: string | undefined } };

/** What a thread is told last. */
export const endOfThread = 'end';

const endingMs = 5000;

/** Starts one worker thread of `file` with each of `data`. `where` is named in errors. */
export function startThreadGroup(
  file: string,
  data: readonly unknown[],
  { where, signal }: { where: string; signal?: AbortSignal | undefined },
): ThreadGroup {
  const workers = data.map((workerData) => new Worker(file, { workerData }));
  const exits = workers.map((worker) => new Promise<void>((resolve) => worker.once('exit', () => resolve())));
  const answers = new Map<number, unknown>();
  let asked: { resolve(): void; reject(reason: unknown): void } | undefined;
  let over: { reason: unknown; closed: Promise<void> } | undefined;

  const close = async (): Promise<void> => {
    signal?.removeEventListener('abort', onAbort);
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  /** In good order; those that do not end in time are terminated. */
  const leave = async (): Promise<void> => {
    for (const worker of workers) worker.postMessage(endOfThread);
    const late = new AbortController();
    const inTime = sleep(endingMs, undefined, { signal: late.signal }).catch(() => undefined);
    await Promise.race([Promise.all(exits), inTime]);
    late.abort();
    await close();
    asked?.reject(over?.reason);
  };
  const fail = async (reason: unknown): Promise<void> => {
    if (over) return;
    over = { reason, closed: close() };
    await over.closed;
    asked?.reject(reason);
  };
  const died = (what: string, cause?: unknown): void =>
    void fail(new LabError({ code: 'thread-died', where, what, cause }));
  const onAbort = (): void => void fail(signal?.reason);

  if (signal?.aborted) onAbort();
  signal?.addEventListener('abort', onAbort);
  for (const [at, worker] of workers.entries()) {
    worker.on('error', (error) => died(`a thread of its clients failed: ${messageOf(error)}`, error));
    worker.on('exit', (code) => died(`a thread of its clients ended by itself, with exit code ${code}`));
    worker.on('message', (reply: ThreadReply) => {
      if ('error' in reply) return void fail(new LabError(told(reply.error)));
      answers.set(at, reply.answer);
      if (answers.size === workers.length) asked?.resolve();
    });
  }

  return {
    async ask<Answer>(questions: readonly unknown[]) {
      if (over) {
        await over.closed;
        throw over.reason;
      }
      answers.clear();
      await new Promise<void>((resolve, reject) => {
        asked = { resolve, reject };
        for (const [at, worker] of workers.entries()) worker.postMessage(questions[at]);
      });
      asked = undefined;
      return workers.map((_, at) => answers.get(at) as Answer);
    },
    async end() {
      const reason = new LabError({ code: 'closed', where, what: 'its clients were ended' });
      over ??= { reason, closed: leave() };
      await over.closed;
    },
  };
}

const told = ({ remedy, ...error }: { code: string; where: string; what: string; remedy?: string | undefined }) => ({
  ...error,
  ...(remedy !== undefined && { remedy }),
});
