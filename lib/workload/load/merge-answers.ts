import { addUp } from '../../base/add-up';
import type { LoopAnswers } from '../loops/closed-loop';
import type { OpenLoopAnswers } from '../loops/open-loop';

/**
 * What several loops that asked together saw, as if it had been one: each request stands at its number, and none is left out.
 * The numbers of all loops together are 0, 1, 2 and so on, each once. `size`: queries of each request.
 */
export function mergeAnswers(parts: readonly LoopAnswers[], k: number, size = 1): LoopAnswers {
  const requests = sum(parts.map(({ numbers }) => numbers.length));
  return {
    numbers: place(parts, new Uint32Array(requests), ({ numbers }) => numbers),
    ids: place(parts, new Uint32Array(requests * size * k), ({ ids }) => ids, size * k),
    counts: place(parts, new Uint16Array(requests * size), ({ counts }) => counts, size),
    queries: place(parts, new Uint32Array(requests * size), ({ queries }) => queries, size),
    latencies: place(parts, new Float64Array(requests), ({ latencies }) => latencies),
    failed: place(parts, new Uint8Array(requests), ({ failed }) => failed),
    errors: addUp(parts.map(({ errors }) => errors)),
    long: sum(parts.map(({ long }) => long)),
    notIds: sum(parts.map(({ notIds }) => notIds)),
    windowNs: Math.max(...parts.map(({ windowNs }) => windowNs)),
  };
}

/** The same of loops that asked one after another, each its own requests 0, 1, 2 and so on: their windows add up. */
export function joinAnswers(parts: readonly LoopAnswers[], k: number): LoopAnswers {
  let asked = 0;
  const inOrder = parts.map((part) => {
    const numbers = part.numbers.map((number) => number + asked);
    asked += numbers.length;
    return { ...part, numbers };
  });
  return { ...mergeAnswers(inOrder, k), windowNs: sum(parts.map(({ windowNs }) => windowNs)) };
}

/** The same of open loops that began together; `due`: when each request of all was due, nanoseconds from the start. */
export function mergeOpenAnswers(parts: readonly OpenLoopAnswers[], k: number, due: Float64Array): OpenLoopAnswers {
  const merged = mergeAnswers(parts, k);
  const slips = place(parts, new Float64Array(due.length), ({ slips }) => slips);
  const services = place(parts, new Float64Array(due.length), ({ services }) => services);
  const ended = merged.latencies.map((ns, request) => ns + (due[request] as number));
  const sent = slips.map((ns, request) => ns + (due[request] as number));
  // Each counted its own at even moments of the same time, so that their means add up.
  const inFlight = {
    mean: sum(parts.map((part) => part.inFlight.mean)),
    samples: Math.min(...parts.map((part) => part.inFlight.samples)),
  };
  return { ...merged, slips, services, mostInFlight: mostAtOnce(sent, ended), inFlight };
}

/** Most spans that were open at once; what ended when it began (a request that was not sent) never was. */
function mostAtOnce(from: Float64Array, to: Float64Array): number {
  const begins = from.filter((ns, at) => ns < (to[at] as number)).sort();
  const ends = to.filter((ns, at) => ns > (from[at] as number)).sort();
  let [most, ended] = [0, 0];
  begins.forEach((ns, begun) => {
    while ((ends[ended] as number) <= ns) ended += 1;
    most = Math.max(most, begun + 1 - ended);
  });
  return most;
}

/** Puts one array of every part together, `width` values of each request at the place of its number. */
function place<Part extends LoopAnswers, All extends Numbers>(
  parts: readonly Part[],
  all: All,
  arrayOf: (part: Part) => Numbers,
  width = 1,
): All {
  for (const part of parts) {
    const values = arrayOf(part);
    part.numbers.forEach((number, at) => all.set(values.subarray(at * width, (at + 1) * width), number * width));
  }
  return all;
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
