import { parentPort } from 'node:worker_threads';
import { LabError, messageOf } from '../../base/lab-error';
import type { WorkerCall, WorkerReply } from './worker-client';

/** Answers the calls of a `workerClient`, one after another, in a worker thread. */
export function answerCalls(methods: { [name: string]: (argument: never) => unknown }): void {
  const port = parentPort;
  if (!port) throw new TypeError('answerCalls: not in a worker thread');
  port.on('message', ({ id, method, argument }: WorkerCall) => {
    let reply: WorkerReply;
    try {
      reply = { id, value: methods[method]?.(argument as never) };
    } catch (error) {
      const told = error instanceof LabError ? error : { code: 'engine-error', what: messageOf(error) };
      reply = { id, error: { code: told.code, what: told.what, ...('remedy' in told && { remedy: told.remedy }) } };
    }
    port.postMessage(reply);
  });
}
