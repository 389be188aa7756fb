import { parentPort } from 'node:worker_threads';
import { type Call, errorReply, type Reply } from './pending-calls';

/** Answers the calls of a `workerClient`, one after another, in a worker thread. */
export function answerCalls(methods: { [name: string]: (argument: never) => unknown }): void {
  const port = parentPort;
  if (!port) throw new TypeError('answerCalls: not in a worker thread');
  port.on('message', ({ id, method, argument }: Call) => {
    let reply: Reply;
    try {
      reply = { id, value: methods[method]?.(argument as never) };
    } catch (error) {
      reply = errorReply(id, error);
    }
    port.postMessage(reply);
  });
}
