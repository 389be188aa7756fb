import type { LoopAnswers } from '../loops/closed-loop';
import type { OpenLoopAnswers } from '../loops/open-loop';

/**
 * What several loops that asked together saw, as if it had been one: each request stands at its number, and none is left out.
 * The numbers of all loops together are 0, 1, 2 and so on, each once.
 */
export function mergeAnswers(parts: readonly LoopAnswers[], k: number): LoopAnswers {
  const requests = sum(parts.map(({ numbers }) => numbers.length));
  const ids = new Uint32Array(requests * k);
  const errors: LoopAnswers['errors'] = {};
  for (const part of parts) {
    part.numbers.forEach((number, at) => ids.set(part.ids.subarray(at * k, (at + 1) * k), number * k));
    for (const [kind, count] of Object.entries(part.errors)) errors[kind] = (errors[kind] ?? 0) + count;
  }
  return {
    numbers: place(parts, new Uint32Array(requests), ({ numbers }) => numbers),
    ids,
    counts: place(parts, new Uint16Array(requests), ({ counts }) => counts),
    queries: place(parts, new Uint32Array(requests), ({ queries }) => queries),
    latencies: place(parts, new Float64Array(requests), ({ latencies }) => latencies),
    failed: place(parts, new Uint8Array(requests), ({ failed }) => failed),
    errors,
    long: sum(parts.map(({ long }) => long)),
    notIds: sum(parts.map(({ notIds }) => notIds)),
    windowNs: Math.max(...parts.map(({ windowNs }) => windowNs)),
  };
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

/** Puts one array of every part together, each value at the number of its request. */
function place<Part extends LoopAnswers, All extends { [at: number]: number }>(
  parts: readonly Part[],
  all: All,
  arrayOf: (part: Part) => ArrayLike<number>,
): All {
  for (const part of parts) {
    const values = arrayOf(part);
    part.numbers.forEach((number, at) => (all[number] = values[at] as number));
  }
  return all;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
