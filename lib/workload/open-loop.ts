import type { Clock } from '../measure/clock';
import { answerLog } from './answer-log';
import type { ClosedLoop, LoopAnswers } from './closed-loop';
import { errorKind } from './error-kind';
import { waitUntil } from './wait-until';

export interface OpenLoop extends Pick<ClosedLoop, 'k' | 'queries' | 'first' | 'search' | 'clock' | 'signal'> {
  /** When each request is due, nanoseconds from the start, ascending. */
  due: Float64Array;
  /**
   * Requests that may be under way at once; one that is due beyond that fails as `not-sent`, at once and counted. Without a
   * bound an engine that stands still would fill the memory.
   */
  mostInFlight: number;
  /** How long after the last one was due answers are waited for, milliseconds; what is then missing fails as `no-answer`. */
  graceMs: number;
  /** Waits until the clock shows a time or a little later; tests bring their own. */
  until?: (clock: Clock, ns: number) => Promise<void>;
}

export interface OpenLoopAnswers extends LoopAnswers {
  /** Nanoseconds from when each request was due to when it was sent: what the client itself was late. */
  slips: Float64Array;
  /** Nanoseconds from sending to the answer: what the engine took. `latencies` run from when the request was due. */
  services: Float64Array;
  /** Most requests that were under way at once. */
  mostInFlight: number;
}

/**
 * Asks at moments that were fixed beforehand, whether or not earlier requests have been answered: as users do, who know nothing
 * of each other. Latency runs from when a request was due, so a stall shows in every request that it kept waiting; a closed loop
 * asks nothing meanwhile and cannot see it (G. Tene's coordinated omission).
 */
export async function openLoop(loop: OpenLoop): Promise<OpenLoopAnswers> {
  const { due, k, queries, first, search, clock, signal, mostInFlight, graceMs, until = waitUntil } = loop;
  const requests = due.length;
  const log = answerLog(k, requests);
  const slips = new Float64Array(requests);
  const services = new Float64Array(requests);
  const errors: LoopAnswers['errors'] = {};
  const tally = { long: 0, notIds: 0, most: 0 };
  const underWay = new Set<number>();
  const closing = { closed: false };
  let lastAnswer = 0;
  let allAnswered = (): void => undefined;

  const start = clock.now();
  const fail = (request: number, kind: string): void => {
    log.failed(request);
    errors[kind] = (errors[kind] ?? 0) + 1;
  };
  const ended = (request: number, sent: number): void => {
    const now = clock.now();
    log.took(request, now - start - (due[request] as number));
    services[request] = now - sent;
    lastAnswer = now - start;
    underWay.delete(request);
    if (underWay.size === 0) allAnswered();
  };
  const send = (request: number): void => {
    const sent = clock.now();
    slips[request] = Math.max(0, sent - start - (due[request] as number));
    if (underWay.size >= mostInFlight) {
      fail(request, 'not-sent');
      log.took(request, slips[request]);
      return;
    }
    underWay.add(request);
    tally.most = Math.max(tally.most, underWay.size);
    // A search that throws before it returns a promise fails as one that rejects.
    Promise.resolve()
      .then(() => search(queries[(first + request) % queries.length] as Float32Array, k))
      .then(
        ({ ids }) => {
          if (closing.closed) return;
          const kept = log.answered(request, ids);
          if (kept.long) tally.long += 1;
          tally.notIds += kept.notIds;
          ended(request, sent);
        },
        (thrown: unknown) => {
          if (closing.closed) return;
          fail(request, errorKind(thrown));
          ended(request, sent);
        },
      );
  };

  for (let request = 0; request < requests; request += 1) {
    const at = start + (due[request] as number);
    if (clock.now() < at) await until(clock, at);
    signal?.throwIfAborted();
    send(request);
  }
  if (underWay.size > 0) {
    const answered = new Promise<void>((resolve) => (allAnswered = resolve));
    await Promise.race([answered, until(clock, clock.now() + graceMs * 1e6)]);
  }
  closing.closed = true;
  const now = clock.now();
  for (const request of underWay) {
    fail(request, 'no-answer');
    log.took(request, now - start - (due[request] as number));
    services[request] = now - start - (due[request] as number) - (slips[request] as number);
  }
  signal?.throwIfAborted();
  const queriesAsked = Uint32Array.from({ length: requests }, (_, request) => (first + request) % queries.length);
  return {
    ...log.whole(requests),
    queries: queriesAsked,
    errors,
    long: tally.long,
    notIds: tally.notIds,
    windowNs: underWay.size > 0 ? now - start : lastAnswer,
    slips,
    services,
    mostInFlight: tally.most,
  };
}
