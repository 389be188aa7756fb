import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { LoopAnswers } from '../loops/closed-loop';
import type { OpenLoopAnswers } from '../loops/open-loop';
import { newBarrier } from './barrier';
import { type LoadClients, warmthOf } from './load-clients';
import { mergeAnswers, mergeOpenAnswers } from './merge-answers';
import { startThreadGroup } from './thread-group';
import type { ClientUse, Place, ThreadAnswers, ThreadData, ThreadJob } from './thread-job';

/** Threads for so many clients: no more than there are, and one core is left to the engine. */
export const threadsFor = (clients: number, cores = availableParallelism()): number =>
  Math.max(1, Math.min(clients, cores - 1));

export interface ClientThreads {
  /** Named in errors. */
  where: string;
  place: Place;
  /** n × dim, in shared memory. */
  queries: Float32Array;
  dim: number;
  threads: number;
  /** Most requests that may be under way at once. */
  clients: number;
  signal?: AbortSignal | undefined;
}

/** Clients in worker threads, each with connections of its own; resolves when all are connected. Errors as of a thread group. */
export async function startClientThreads(options: ClientThreads): Promise<LoadClients> {
  const { where, place, queries, dim, threads, clients, signal } = options;
  const shares = sharesOf(clients, threads);
  const data = shares.map((share): ThreadData => ({ place, queries, dim, threads, clients: share }));
  const group = startThreadGroup(join(__dirname, 'thread-program.js'), data, { where, signal });
  const ask = <Seen extends LoopAnswers>(jobs: ThreadJob[]): Promise<ThreadAnswers<Seen>[]> => group.ask(jobs);
  try {
    await group.ask(shares.map((): ThreadJob => ({ do: 'connect' })));
  } catch (error) {
    await group.end();
    throw error;
  }
  return {
    threads,

    async warm({ clients: warming, requests, ...rest }) {
      const barrier = newBarrier();
      const answered = sharedNumber();
      const perThread = sharesOf(Math.max(warming, threads), threads);
      const sent = sharesOf(Math.max(requests, threads), threads);
      // To each its own share, so that each opens its connections.
      const jobs = perThread.map((share, at): ThreadJob => {
        const own = { ...rest, first: rest.first + (sent[0] as number) * (rest.size ?? 1) * at };
        const closed = { ...own, clients: share, requests: sent[at] as number };
        return { do: 'closed', ask: closed, taken: new Int32Array(1), answered, barrier };
      });
      const parts = await ask<LoopAnswers>(jobs);
      return warmthOf(parts.map(({ seen }) => seen));
    },

    async closed(asked) {
      const barrier = newBarrier();
      const [taken, answered] = [sharedNumber(), sharedNumber()];
      const perThread = sharesOf(asked.clients, threads);
      const jobs = perThread.map((share): ThreadJob => ({
        do: 'closed',
        ask: { ...asked, clients: share },
        taken,
        answered,
        barrier,
      }));
      const parts = await ask<LoopAnswers>(jobs);
      const seen = mergeAnswers(
        parts.map((part) => part.seen),
        asked.k,
        asked.size,
      );
      return { seen, use: worst(parts) };
    },

    async open(asked) {
      const { due, mostInFlight } = asked;
      const barrier = newBarrier();
      const most = sharesOf(mostInFlight, threads);
      const jobs = most.map((share, at): ThreadJob => {
        const numbers = Uint32Array.from(due.keys()).filter((number) => number % threads === at);
        const own = { due: Float64Array.from(numbers, (number) => due[number] as number), mostInFlight: share };
        return { do: 'open', ask: { ...asked, ...own, numbers }, barrier };
      });
      const parts = await ask<OpenLoopAnswers>(jobs);
      const seen = mergeOpenAnswers(
        parts.map((part) => part.seen),
        asked.k,
        due,
      );
      return { seen, use: worst(parts) };
    },

    end: () => group.end(),
  };
}

const sharedNumber = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));

/** As equal as whole numbers can be; the first ones get what is left over. */
const sharesOf = (whole: number, threads: number): number[] =>
  Array.from({ length: threads }, (_, at) => Math.ceil((whole - at) / threads));

/** A thread that was late or busy shows, however idle the others were. */
function worst(parts: readonly ThreadAnswers[]): ClientUse {
  const uses = parts.map(({ use }) => use);
  const most = (values: readonly number[]): number => Math.max(...values);
  const cpu = uses.flatMap(({ cpuMs }) => (cpuMs === undefined ? [] : [cpuMs]));
  return {
    p99: most(uses.map(({ p99 }) => p99)),
    max: most(uses.map(({ max }) => max)),
    utilisation: most(uses.map(({ utilisation }) => utilisation)),
    ...(cpu.length === uses.length && { cpuMs: most(cpu) }),
  };
}
