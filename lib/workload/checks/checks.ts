import type { Finding } from '../../results/record';
import type { IndexUse } from '../../engines/engine';
import type { Params } from '../../engines/option-schema';

/** Shares of the clients in flight within which Little's law holds, and outside of which it is broken. */
export const inFlightLimits = { pass: [0.9, 1.02], warn: [0.75, 1.05] } as const;

/**
 * Little's law: in a closed loop the requests in flight, rate × mean latency, are the clients asked for. Fewer means
 * that clients had stopped, or did something between two requests. It does not tell whose time the latency was: where
 * the client itself is the bottleneck its queue is part of it, and the law still holds (see `clientLoad`).
 * (J. D. C. Little, A proof for the queuing formula L = λW, 1961.)
 */
export function littlesLaw(of: {
  requests: number;
  windowMs: number;
  meanLatencyMs: number;
  clients: number;
}): Finding {
  const inFlight = (of.requests / of.windowMs) * of.meanLatencyMs;
  const share = inFlight / of.clients;
  const within = ([low, high]: readonly [number, number]): boolean => share >= low && share <= high;
  const verdict = within(inFlightLimits.pass) ? 'pass' : within(inFlightLimits.warn) ? 'warn' : 'fail';
  return {
    check: 'littles-law',
    verdict,
    numbers: { inFlight, clients: of.clients },
    advice:
      verdict === 'pass'
        ? 'rate × mean latency agrees with the clients asked for'
        : 'rate × mean latency disagrees with the clients asked for: use more requests for each client, or a less busy machine',
  };
}

/** Whether the window was so long that a single pause of the machine could not make its rate. */
export function windowLength(of: { measureMs: number; requests: number }): Finding {
  const verdict = of.measureMs >= 1000 ? 'pass' : 'warn';
  return {
    check: 'window',
    verdict,
    numbers: of,
    advice:
      verdict === 'pass'
        ? 'the window lasted at least a second'
        : `the window lasted ${Math.round(of.measureMs)} ms: a pause of the machine shows in its rate; ask for 1000 ms or more (--min-ms)`,
  };
}

/**
 * How much of the window the client was busy itself: encoding requests, decoding answers. What it takes for each request
 * is part of every latency, with one client too. `requests` are all that it made, writes among the searches too: it was
 * busy with those as well. Where the engine is in this process, `cpuMs` would be its own as well and is left out: then the
 * event loop's share is the client's. Utilisation and CPU are of the busiest of its `threads` (0: the main thread), which made
 * its part of the requests.
 */
export function clientLoad(of: {
  utilisation: number;
  cpuMs: number | undefined;
  windowMs: number;
  requests: number;
  threads: number;
}): Finding {
  const share = Math.max(of.utilisation, (of.cpuMs ?? 0) / of.windowMs);
  const msPerRequest = (share * of.windowMs * Math.max(1, of.threads)) / of.requests;
  const verdict = share <= 0.5 ? 'pass' : 'warn';
  const busy = `the client was busy for ${Math.round(share * 100)} % of the window, ${msPerRequest.toFixed(3)} ms a request`;
  return {
    check: 'client-load',
    verdict,
    numbers: { eventLoopUtilisation: of.utilisation, clientShare: share, clientMsPerRequest: msPerRequest },
    advice: verdict === 'pass' ? busy : `${busy}: rate and latency are largely its own and not the engine’s`,
  };
}

/** Whether every client had asked before the window: the first request of a client may open its connection. */
export function warmUp(of: { warmup: number; clients: number }): Finding {
  const verdict = of.warmup >= of.clients ? 'pass' : 'warn';
  return {
    check: 'warm-up',
    verdict,
    numbers: of,
    advice:
      verdict === 'pass'
        ? 'every client had asked before the window'
        : `only ${of.warmup} requests before the window for ${of.clients} clients: the window may hold their connecting; ask for as many or more (--warmup)`,
  };
}

/** Whether the client noticed answers late: what its event loop is late by is part of every latency. */
export function eventLoopDelay(of: { p99: number; max: number; meanLatencyMs: number }): Finding {
  // Timers are a millisecond coarse; less than a few of them say nothing.
  const verdict = of.p99 <= Math.max(5, of.meanLatencyMs / 2) ? 'pass' : 'warn';
  return {
    check: 'event-loop-delay',
    verdict,
    numbers: { p99Ms: of.p99, maxMs: of.max, meanLatencyMs: of.meanLatencyMs },
    advice:
      verdict === 'pass'
        ? 'the client noticed answers in time'
        : 'the client noticed answers late: the latencies hold its own delay; close other programs',
  };
}

/**
 * Whether the engine reports the parameters that were asked for. A build parameter that it keeps to itself is named; a
 * search parameter, or all of the build's, is a reason to doubt what was measured.
 */
export function parametersReadBack(asked: { build: Params; search: Params }, readBack: Params): Finding {
  const all: Params = { ...asked.build, ...asked.search };
  const unreported = (params: Params): string[] => Object.keys(params).filter((name) => !(name in readBack));
  const different = Object.keys(all).filter((name) => name in readBack && readBack[name] !== all[name]);
  const silent = unreported(all);
  const builds = Object.keys(asked.build).length;
  const doubtful = unreported(asked.search).length > 0 || (builds > 0 && unreported(asked.build).length === builds);
  const remarks = [
    ...different.map((name) => `${name} is ${readBack[name]} and not ${all[name]}`),
    ...(silent.length > 0 ? [`not reported: ${silent.join(', ')}`] : []),
  ];
  return {
    check: 'parameters',
    verdict: different.length > 0 ? 'fail' : doubtful ? 'warn' : 'pass',
    numbers: { asked: Object.keys(all).length, different: different.length, unreported: silent.length },
    advice: ['the engine was asked which parameters are in force', ...remarks].join('; '),
  };
}

/** Whether searches are answered from the index that was asked for; no finding where none was. */
export function indexIsUsed(use: IndexUse | undefined): Finding[] {
  if (!use) return [];
  const { indexed, of, seen } = use;
  const found = { check: 'index-is-used', numbers: { ...(indexed !== undefined && { indexed }), vectors: of } };
  if (indexed === undefined) {
    const advice = `nobody can tell whether the index is used (${seen}): look whether recall changes with its search parameter`;
    return [{ ...found, verdict: 'warn', advice }];
  }
  if (indexed >= of) return [{ ...found, verdict: 'pass', advice: `searches are answered from the index (${seen})` }];
  const scanned = indexed === 0 ? 'every vector is' : `${of - indexed} of ${of} vectors are`;
  const advice =
    `an index was asked for, and ${scanned} looked at one by one (${seen}): recall and rate are in so far those of a scan; ` +
    'measure more vectors, or see the engine’s options for when it makes and reads its index';
  return [{ ...found, verdict: 'warn', advice }];
}

/** Whether the engine counts as many vectors as were inserted. */
export function countAfterIngest(of: { rows: number; countAfter: number }): Finding {
  const verdict = of.rows === of.countAfter ? 'pass' : 'fail';
  return {
    check: 'count',
    verdict,
    numbers: { rows: of.rows, countAfter: of.countAfter },
    advice:
      verdict === 'pass'
        ? 'every vector inserted is counted'
        : `the engine counts ${of.countAfter} vectors after ${of.rows} were inserted: its rates and recall are of another set`,
  };
}

/** Whether requests failed. They stand in the rate's denominator and count as answers without a hit. */
export function requestErrors(of: { errors: number; requests: number; warmupErrors: number }): Finding {
  const verdict = of.errors + of.warmupErrors === 0 ? 'pass' : of.errors / of.requests < 0.01 ? 'warn' : 'fail';
  return {
    check: 'errors',
    verdict,
    numbers: of,
    advice:
      verdict === 'pass'
        ? 'no request failed'
        : `${of.errors} of ${of.requests} measured requests failed (and ${of.warmupErrors} of the warm-up): see the engine’s log`,
  };
}

/** Whether every answer held k different rows of the dataset, or all that pass a filter where they are fewer. */
export function answerShapes(of: { short: number; duplicates: number; unknown: number; long: number }): Finding {
  const wrong = of.duplicates + of.unknown + of.long;
  const verdict = wrong > 0 ? 'fail' : of.short > 0 ? 'warn' : 'pass';
  return {
    check: 'answers',
    verdict,
    numbers: of,
    advice:
      verdict === 'pass'
        ? 'every answer held as many different rows as there are to find'
        : `answers: ${of.short} with fewer rows than there are to find, ${of.long} with more than k; ${of.duplicates} rows twice, ${of.unknown} that the dataset does not have`,
  };
}
