import { type MessagePort, parentPort, type TransferListItem, workerData } from 'node:worker_threads';
import { LabError, messageOf } from '../../base/lab-error';
import { watchEventLoop } from '../../measure/event-loop';
import { threadCpuMs } from '../../measure/thread-cpu';
import type { LoopAnswers } from '../loops/closed-loop';
import { loopOf } from '../loops/loop-of';
import { openLoop } from '../loops/open-loop';
import { arrive } from './barrier';
import { enterPlace, type Entered } from './enter-place';
import { sharedClock } from './shared-clock';
import type { ThreadAnswers, ThreadData, ThreadJob } from './thread-job';
import { endOfThread, type ThreadReply } from './thread-group';

const data = workerData as ThreadData;
const { dim, threads } = data;
const queries = Array.from({ length: data.queries.length / dim }, (_, query) =>
  data.queries.subarray(query * dim, (query + 1) * dim),
);
const clock = sharedClock();
let place: Entered | undefined;

/** Waits for the others, then lets the loop begin with them, and watches what this thread takes. */
async function together<Seen extends LoopAnswers>(
  barrier: SharedArrayBuffer,
  loop: (start: number) => Promise<Seen>,
): Promise<ThreadAnswers<Seen>> {
  const watch = await watchEventLoop();
  const start = await arrive(barrier, threads, clock);
  const before = threadCpuMs();
  const seen = await loop(start);
  const after = threadCpuMs();
  const use = await watch.stop();
  return { seen, use: { ...use, ...(before !== undefined && after !== undefined && { cpuMs: after - before }) } };
}

async function carryOut(job: ThreadJob): Promise<unknown> {
  place ??= await enterPlace(data);
  const { search, searchBatch } = place;
  const common = { queries, clock, search };
  switch (job.do) {
    case 'connect':
      return undefined;
    case 'closed':
      return together(job.barrier, (start) =>
        loopOf({ ...job.ask, ...common, searchBatch, taken: job.taken, answered: job.answered, start }),
      );
    case 'open':
      return together(job.barrier, (start) => openLoop({ ...job.ask, ...common, start }));
  }
}

/** The arrays of an answer are handed over, not copied. */
const arraysOf = (answer: unknown): TransferListItem[] =>
  Object.values((answer as ThreadAnswers | undefined)?.seen ?? {})
    .filter((value): value is Float64Array => ArrayBuffer.isView(value))
    .map(({ buffer }) => buffer as ArrayBuffer);

function told(error: unknown): ThreadReply {
  const { code, where, what, remedy } =
    error instanceof LabError
      ? error
      : { code: 'client-failed', where: 'client', what: messageOf(error), remedy: undefined };
  return { error: { code, where, what, remedy } };
}

async function reply(port: MessagePort, message: ThreadJob | typeof endOfThread): Promise<void> {
  if (message === endOfThread) {
    await place?.leave();
    port.close();
    return;
  }
  try {
    const answer = await carryOut(message);
    port.postMessage({ answer } satisfies ThreadReply, arraysOf(answer));
  } catch (error) {
    port.postMessage(told(error));
  }
}

const port = parentPort;
if (!port) throw new TypeError('a thread of clients runs in a worker thread');
port.on('message', (message: ThreadJob | typeof endOfThread) => void reply(port, message));
