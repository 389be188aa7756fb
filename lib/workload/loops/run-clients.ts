import { setImmediate as nextTurn } from 'node:timers/promises';
import { LabError, messageOf } from '../../base/lab-error';
import type { Clock } from '../../measure/clock';
import type { Silence } from './silence';

/** The requests that the clients deal out among themselves. */
export interface Turns {
  /** The number of the next request, among those of all who share `taken`; undefined: there is none. */
  take(): number | undefined;
  /** Told when a request ended: where others have long waited for the event loop, what to wait for. */
  rest(end: number): Promise<void> | undefined;
  /** No client gets another request. */
  stop(): void;
}

export interface ClientsJob {
  /** How many ask at once, each waiting for its answer before it asks again. */
  clients: number;
  /** Fewest requests of all clients together, and the shortest time that they go on for; both hold at the end. */
  requests: number;
  minMs: number;
  /** One client: takes turns until there is none. What it does between two of them is time in which it asks nothing. */
  client: (turns: Turns) => Promise<void>;
  /** What the client tells of every request that ended. */
  silence: Silence;
  clock: Clock;
  /** When they begin; absent: now. */
  start?: number | undefined;
  /** One number, how many requests were taken, which others may share. Absent: its own. */
  taken?: Int32Array | undefined;
  /** Once aborted no further request is made. */
  signal?: AbortSignal | undefined;
}

/** An engine that never waits for anything would keep timers and Ctrl-C from ever being heard. */
const turnEveryNs = 100e6;

/**
 * n clients back to back, all from one barrier; whether time is up is looked at between requests. Resolves with the requests
 * made and the nanoseconds from the common start to the last answer. Rejects with the signal's reason, or with a LabError
 * (`engine-gone`) where requests were left to be made and nobody had answered for too long (see {@link Silence}).
 */
export async function runClients(job: ClientsJob): Promise<{ made: number; windowNs: number }> {
  const { clients, requests, minMs, silence, clock, signal } = job;
  const taken = job.taken ?? new Int32Array(1);
  let made = 0;
  let lastTurn = 0;
  let earliestEnd = 0;
  let over = false;
  let gone: LabError | undefined;

  const mayAsk = (next: number): boolean => next < requests || clock.now() < earliestEnd;
  const turns: Turns = {
    take() {
      if (over || signal?.aborted || gone) return undefined;
      if (mayAsk(Atomics.load(taken, 0)) && silence.tooLong(clock)) {
        gone = engineGone(silence, clock, made);
        return undefined;
      }
      const number = take(taken, mayAsk);
      if (number !== undefined) made += 1;
      return number;
    },
    rest(end) {
      if (end - lastTurn <= turnEveryNs) return undefined;
      lastTurn = end;
      return nextTurn();
    },
    stop: () => void (over = true),
  };
  const client = async (barrier: Promise<void>): Promise<void> => {
    await barrier;
    await job.client(turns);
  };

  let open = (): void => undefined;
  const barrier = new Promise<void>((resolve) => (open = resolve));
  const running = Array.from({ length: clients }, () => client(barrier));
  const start = job.start ?? clock.now();
  lastTurn = start;
  silence.begin(start);
  earliestEnd = start + minMs * 1e6;
  open();
  await Promise.all(running);
  const windowNs = clock.now() - start;
  signal?.throwIfAborted();
  if (gone) throw gone;
  return { made, windowNs };
}

const engineGone = (silence: Silence, clock: Clock, made: number): LabError =>
  new LabError({
    code: 'engine-gone',
    where: 'search',
    what: `${silence.failed} requests failed and none was answered for ${Math.floor(silence.lastedMs(clock) / 1000)} s, up to request ${made}, the last: ${messageOf(silence.last)}`,
    cause: silence.last,
  });

/** The next number that nobody has taken, if one may still be: each is taken once, by whichever thread. */
function take(taken: Int32Array, may: (next: number) => boolean): number | undefined {
  for (;;) {
    const next = Atomics.load(taken, 0);
    if (!may(next)) return undefined;
    if (Atomics.compareExchange(taken, 0, next, next + 1) === next) return next;
  }
}
