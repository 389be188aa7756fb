import type { Clock } from '../../measure/clock';
import { answerLog } from './answer-log';
import type { ClosedLoop, LoopAnswers } from './closed-loop';
import { errorKind } from './error-kind';
import { waitUntil } from './wait-until';

export interface OpenLoop extends Pick<
  ClosedLoop,
  'k' | 'queries' | 'first' | 'search' | 'clock' | 'start' | 'signal'
> {
  /** When each request is due, nanoseconds from the start, ascending. */
  due: Float64Array;
  /** The number of each request, where these are a share of those that several threads ask; absent: 0, 1, 2 and so on. */
  numbers?: Uint32Array;
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
  /** Requests due and not yet answered, counted at even moments until the last answer: their mean, and how many moments. */
  inFlight: { mean: number; samples: number };
}

/** Times that the requests in flight are counted while they are due. */
const moments = 200;
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * Asks at moments that were fixed beforehand, whether or not earlier requests have been answered: as users do, who know nothing
 * of each other. Latency runs from when a request was due, so a stall shows in every request that it kept waiting; a closed loop
 * asks nothing meanwhile and cannot see it (G. Tene's coordinated omission).
 */
export async function openLoop(loop: OpenLoop): Promise<OpenLoopAnswers> {
  const { due, k, queries, first, search, clock, signal, mostInFlight, graceMs, until = waitUntil } = loop;
  const requests = due.length;
  const log = answerLog(k, requests);
  const slips = new Float64Array(requests).fill(0);
  const services = new Float64Array(requests).fill(0);
  const errors: LoopAnswers['errors'] = {};
  let most = 0;
  const underWay = new Set<number>();
  const closing = { closed: false };
  const counts: number[] = [];
  let lastAnswer = 0;
  let ended = 0;
  let allAnswered = (): void => undefined;

  const start = loop.start ?? clock.now();
  const fail = (request: number, kind: string): void => {
    log.failed(request);
    errors[kind] = (errors[kind] ?? 0) + 1;
  };
  const end = (request: number, sent: number): void => {
    const now = clock.now();
    ended += 1;
    log.took(request, now - start - (due[request] as number));
    services[request] = now - sent;
    lastAnswer = now - start;
    underWay.delete(request);
    if (underWay.size === 0) allAnswered();
  };
  const send = (request: number): void => {
    const sent = clock.now();
    const number = loop.numbers?.[request] ?? request;
    log.asked(request, number);
    slips[request] = Math.max(0, sent - start - (due[request] as number));
    if (underWay.size >= mostInFlight) {
      fail(request, 'not-sent');
      ended += 1;
      log.took(request, slips[request]);
      return;
    }
    underWay.add(request);
    most = Math.max(most, underWay.size);
    // A search that throws before it returns a promise fails as one that rejects.
    Promise.resolve()
      .then(() => search(queries[(first + number) % queries.length] as Float32Array, k))
      .then(
        ({ ids }) => {
          if (closing.closed) return;
          log.answered(request, ids);
          end(request, sent);
        },
        (thrown: unknown) => {
          if (closing.closed) return;
          fail(request, errorKind(thrown));
          end(request, sent);
        },
      );
  };

  const apart = (due[requests - 1] ?? 0) / moments;
  // Off the beat of even arrivals, of which it would else see always the same phase.
  const nextCount = (): number => (counts.length + ((counts.length * goldenRatio) % 1)) * apart;
  const countBefore = async (request: number): Promise<void> => {
    while (nextCount() < (due[request] as number)) {
      await until(clock, start + nextCount());
      let dueNow = request;
      while (dueNow < requests && (due[dueNow] as number) <= clock.now() - start) dueNow += 1;
      counts.push(dueNow - ended);
    }
  };

  for (let request = 0; request < requests; request += 1) {
    await countBefore(request);
    const at = start + (due[request] as number);
    if (clock.now() < at) await until(clock, at);
    signal?.throwIfAborted();
    send(request);
  }
  const answered = new Promise<void>((resolve) => (allAnswered = resolve));
  const latest = clock.now() + graceMs * 1e6;
  while (underWay.size > 0 && clock.now() < latest) {
    await Promise.race([answered, until(clock, Math.min(latest, apart > 0 ? start + nextCount() : latest))]);
    if (underWay.size > 0) counts.push(requests - ended);
  }
  closing.closed = true;
  const now = clock.now();
  for (const request of underWay) {
    fail(request, 'no-answer');
    log.took(request, now - start - (due[request] as number));
    services[request] = now - start - (due[request] as number) - (slips[request] as number);
  }
  signal?.throwIfAborted();
  const whole = log.whole(requests);
  return {
    ...whole,
    queries: whole.numbers.map((number) => (first + number) % queries.length),
    errors,
    windowNs: underWay.size > 0 ? now - start : lastAnswer,
    slips,
    services,
    mostInFlight: most,
    inFlight: {
      mean: counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.length),
      samples: counts.length,
    },
  };
}
