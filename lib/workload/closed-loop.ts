import { setImmediate as nextTurn } from 'node:timers/promises';
import { LabError, messageOf } from '../base/lab-error';
import type { Answer } from '../engines/engine';
import type { Clock } from '../measure/clock';
import { answerLog } from './answer-log';
import { errorKind } from './error-kind';

export interface ClosedLoop {
  /** How many ask at once, each waiting for its answer before it asks again. */
  clients: number;
  /** Fewest requests of all clients together, and the shortest time that they go on for; both hold at the end. */
  requests: number;
  minMs: number;
  k: number;
  /** Asked in order from `first` on, and again from the beginning when they run out. */
  queries: readonly Float32Array[];
  first: number;
  search: (query: Float32Array, k: number) => Promise<Answer>;
  clock: Clock;
  /** Once aborted no further request is made. */
  signal?: AbortSignal;
  /** Failures in a row after which the engine counts as gone. */
  giveUpAfter?: number;
}

/** Everything that came back, request by request, in the order of asking; at least as many as asked for. */
export interface LoopAnswers {
  /** Ids answered, requests × k; only the first `counts[request]` of each are set. */
  ids: Uint32Array;
  /** How many ids each answer held, at most k. */
  counts: Uint16Array;
  queries: Uint32Array;
  /** Nanoseconds from asking to the answer or the failure. */
  latencies: Float64Array;
  /** 1 where the request failed; it has no ids, and is never repeated. */
  failed: Uint8Array;
  errors: { [kind: string]: number };
  /** Answers with more than k ids (the first k are kept), and ids that are no unsigned 32-bit number (left out). */
  long: number;
  notIds: number;
  /** Nanoseconds from the common start to the last answer. */
  windowNs: number;
}

/** An engine that never waits for anything would keep timers and Ctrl-C from ever being heard. */
const turnEveryNs = 100e6;

/**
 * n clients back to back: measures capacity. All start on one barrier; whether time is up is looked at between requests.
 * Rejects with a LabError (`engine-gone`) after too many failures in a row; resolves early, with what there is, never.
 */
export async function closedLoop(loop: ClosedLoop): Promise<LoopAnswers> {
  const { clients, requests, minMs, k, queries, first, search, clock, signal, giveUpAfter = 100 } = loop;
  const log = answerLog(k, requests);
  const errors: LoopAnswers['errors'] = {};
  let long = 0;
  let notIds = 0;
  let next = 0;
  let failuresInARow = 0;
  let lastFailure: unknown;
  let lastTurn = 0;
  let earliestEnd = 0;

  const client = async (barrier: Promise<void>): Promise<void> => {
    await barrier;
    while (!signal?.aborted && failuresInARow < giveUpAfter) {
      const request = next;
      if (request >= requests && clock.now() >= earliestEnd) return;
      next += 1;
      const query = queries[(first + request) % queries.length] as Float32Array;
      const start = clock.now();
      let end: number;
      try {
        const { ids } = await search(query, k);
        end = clock.now();
        const kept = log.answered(request, ids);
        if (kept.long) long += 1;
        notIds += kept.notIds;
        failuresInARow = 0;
      } catch (thrown) {
        end = clock.now();
        log.failed(request);
        const kind = errorKind(thrown);
        errors[kind] = (errors[kind] ?? 0) + 1;
        failuresInARow += 1;
        lastFailure = thrown;
      }
      log.took(request, end - start);
      if (end - lastTurn > turnEveryNs) {
        lastTurn = end;
        await nextTurn();
      }
    }
  };

  let open = (): void => undefined;
  const barrier = new Promise<void>((resolve) => (open = resolve));
  const running = Array.from({ length: clients }, () => client(barrier));
  const start = clock.now();
  lastTurn = start;
  earliestEnd = start + minMs * 1e6;
  open();
  await Promise.all(running);
  const windowNs = clock.now() - start;
  signal?.throwIfAborted();
  if (failuresInARow >= giveUpAfter) {
    throw new LabError({
      code: 'engine-gone',
      where: 'search',
      what: `${failuresInARow} requests failed in a row, up to request ${next}, the last: ${messageOf(lastFailure)}`,
      cause: lastFailure,
    });
  }
  const queriesAsked = Uint32Array.from({ length: next }, (_, request) => (first + request) % queries.length);
  return { ...log.whole(next), queries: queriesAsked, errors, long, notIds, windowNs };
}
