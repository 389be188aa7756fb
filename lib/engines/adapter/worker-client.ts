import { Worker } from 'node:worker_threads';
import { LabError, messageOf } from '../../base/lab-error';
import { pendingCalls, type Reply } from './pending-calls';

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
  let lastError: unknown;
  const calls = pendingCalls(
    where,
    (call) => worker.postMessage(call),
    (waiting) => (waiting ? worker.ref() : worker.unref()),
  );
  worker.on('message', (reply: Reply) => calls.answer(reply));
  worker.on('error', (error) => (lastError = error));
  worker.on('exit', (code) => {
    const why = lastError === undefined ? ` with code ${code}` : `: ${messageOf(lastError)}`;
    calls.end(new LabError({ code: 'worker-died', where, what: `its worker thread ended${why}`, cause: lastError }));
  });
  worker.unref();

  return {
    call: (method, argument) => calls.call(method, argument) as Promise<Awaited<ReturnType<Methods[typeof method]>>>,
    pending: () => calls.count(),
    async close() {
      calls.end(new LabError({ code: 'closed', where, what: 'the collection was closed' }));
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
