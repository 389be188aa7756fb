import { Worker } from 'node:worker_threads';
import { LabError, messageOf } from '../../base/lab-error';

/** A call to a worker thread, answered by a {@link WorkerReply} of the same id. */
export interface WorkerCall {
  readonly id: number;
  readonly method: string;
  readonly argument: unknown;
}

export type WorkerReply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: { code: string; what: string; remedy?: string } };

/** A worker thread that answers calls. The methods, by name: what each takes and gives. */
export interface WorkerClient<Methods extends { [name: string]: (argument: never) => unknown }> {
  call<Name extends keyof Methods & string>(
    name: Name,
    argument: Parameters<Methods[Name]>[0],
  ): Promise<Awaited<ReturnType<Methods[Name]>>>;
  /** Calls that have no answer yet. */
  pending(): number;
  /** Ends the thread; calls without an answer reject with `closed`. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts a worker thread from a compiled file that calls `answerCalls`. An error in the worker rejects the call; the
 * end of the worker rejects all that wait and all later ones, with `worker-died` or, after `close`, `closed`.
 * @param where the engine, for errors
 */
export function workerClient<Methods extends { [name: string]: (argument: never) => unknown }>(
  file: string,
  where: string,
  workerData?: unknown,
): WorkerClient<Methods> {
  const worker = new Worker(file, { workerData });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  let lastId = 0;
  let ended: LabError | undefined;
  let lastError: unknown;

  const end = (error: LabError): void => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
    worker.unref();
  };
  worker.on('message', (reply: WorkerReply) => {
    const call = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) worker.unref();
    if ('error' in reply) call?.reject(new LabError({ where, ...reply.error }));
    else call?.resolve(reply.value);
  });
  worker.on('error', (error) => (lastError = error));
  worker.on('exit', (code) => {
    const why = lastError === undefined ? ` with code ${code}` : `: ${messageOf(lastError)}`;
    end(new LabError({ code: 'worker-died', where, what: `its worker thread ended${why}`, cause: lastError }));
  });
  // Only a call that waits keeps the program alive.
  worker.unref();

  return {
    call(method, argument) {
      if (ended) return Promise.reject(ended);
      const id = ++lastId;
      if (waiting.size === 0) worker.ref();
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve: (value) => resolve(value as Awaited<ReturnType<Methods[typeof method]>>), reject });
        worker.postMessage({ id, method, argument } satisfies WorkerCall);
      });
    },
    pending: () => waiting.size,
    async close() {
      end(new LabError({ code: 'closed', where, what: 'the collection was closed' }));
      await worker.terminate();
    },
  };
}

/**
 * An array that can be posted without more than it: posting a part of a buffer copies the whole buffer, unless the buffer
 * is shared, which is not copied at all.
 */
export function postable<Numbers extends Float32Array | Uint32Array>(numbers: Numbers): Numbers {
  const whole = numbers.byteLength === numbers.buffer.byteLength;
  return whole || numbers.buffer instanceof SharedArrayBuffer ? numbers : (numbers.slice() as Numbers);
}
