import type { Answer } from '../../engines/engine';
import type { Clock } from '../../measure/clock';
import { answerLog } from './answer-log';
import { Failures } from './failures';
import { runClients, type Turns } from './run-clients';
import { Silence } from './silence';

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
  /** When it begins, where loops of several threads begin together; absent: now. */
  start?: number;
  /** One number, how many requests were taken: several loops that share it share their requests. Absent: its own. */
  taken?: Int32Array;
  /** One number, milliseconds from the start to the last answer: shared, nobody's silence ends a loop while others are answered. */
  answered?: Int32Array;
  /** Once aborted no further request is made. */
  signal?: AbortSignal;
}

/**
 * Everything that came back, request by request, in the order of asking; at least as many as asked for. Where requests carry
 * several queries each, `ids`, `counts` and `queries` hold so many for each request.
 */
export interface LoopAnswers {
  /** The number of each request among those of all loops that ask together, ascending; of one alone 0, 1, 2 and so on. */
  numbers: Uint32Array;
  /** Ids answered, queries × k; only the first `counts[query]` of each are set. */
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

/**
 * n clients back to back: measures capacity. All start on one barrier; whether time is up is looked at between requests.
 * Rejects with a LabError (`engine-gone`) where nobody has answered for too long; resolves early, with what there is, never.
 */
export async function closedLoop(loop: ClosedLoop): Promise<LoopAnswers> {
  const { requests, k, queries, first, search, clock } = loop;
  const log = answerLog(k, requests);
  const failures = new Failures(new Silence(loop.answered));
  let asked = 0;
  // From an answer to the next request nothing is awaited: other clients' work would fall in between, and count for nobody.
  const client = async (turns: Turns): Promise<void> => {
    for (let number = turns.take(); number !== undefined; number = turns.take()) {
      const request = asked++;
      log.asked(request, number);
      const query = queries[(first + number) % queries.length] as Float32Array;
      const start = clock.now();
      let end: number;
      try {
        const { ids } = await search(query, k);
        end = clock.now();
        log.answered(request, ids);
        failures.answered(end);
      } catch (thrown) {
        end = clock.now();
        log.failed(request);
        failures.failed(thrown);
      }
      log.took(request, end - start);
      const rest = turns.rest(end);
      if (rest) await rest;
    }
  };

  const { made, windowNs } = await runClients({ ...loop, client, silence: failures.silence });
  const whole = log.whole(made);
  const queriesAsked = whole.numbers.map((number) => (first + number) % queries.length);
  return { ...whole, queries: queriesAsked, errors: failures.errors, windowNs };
}
