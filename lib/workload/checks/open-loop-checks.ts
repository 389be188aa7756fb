import type { Arrivals } from '../../results/cell';
import type { Finding } from '../../results/record';

/** How far rate × mean response may be from the mean in flight, as a share of it. */
export const openInFlightLimits = { pass: 0.05, warn: 0.15 } as const;

/** Share of the response that may be the client's own lateness. */
export const slipLimits = { pass: 0.1, warn: 0.25 } as const;

/**
 * Little's law in an open loop: requests between due and answered are rate × mean response. It tells a lost answer, a clock
 * that jumps, a mean over other requests than the rate's. `meanInFlight` must be counted apart from the responses, at even or
 * random moments: an integral over the same responses always agrees. `samples` moments of L requests in flight may differ from
 * it by three times √(L / samples) by chance, as a Poisson count does. Where L is so small (up to 9 / samples) that chance could
 * make it 0, a count agrees whatever became of the answers: it tells nothing.
 * (J. D. C. Little, A proof for the queuing formula L = λW, 1961.)
 */
export function openLittlesLaw(of: {
  requests: number;
  windowMs: number;
  meanResponseMs: number;
  meanInFlight: number;
  samples: number;
}): Finding {
  const expected = (of.requests / of.windowMs) * of.meanResponseMs;
  const off = Math.abs(expected - of.meanInFlight);
  const chance = 3 * Math.sqrt(expected / of.samples);
  // Counted at no moment, chance may be anything.
  const within = (share: number): boolean => !(off > Math.max(share * expected, chance));
  const tells = chance < expected;
  const agrees = within(openInFlightLimits.pass);
  const verdict = agrees && tells ? 'pass' : agrees || within(openInFlightLimits.warn) ? 'warn' : 'fail';
  return {
    check: 'littles-law',
    verdict,
    numbers: { expectedInFlight: expected, meanInFlight: of.meanInFlight },
    advice:
      verdict === 'pass'
        ? 'rate × mean response agrees with the requests counted in flight'
        : agrees
          ? `too few in flight to tell lost answers from chance: ${expected.toPrecision(2)} requests by rate × mean response, counted at ${of.samples} moments`
          : 'rate × mean response disagrees with the requests counted in flight: look for lost answers, and use a longer window',
  };
}

/**
 * What the client itself was late by, as a share of the response, in the mean and at the p99: it is part of every response.
 * Not for an engine that computes on the client's own thread: there a request is late because the engine is busy.
 */
export function slips(of: {
  meanSlipMs: number;
  p99SlipMs: number;
  meanResponseMs: number;
  p99ResponseMs: number;
}): Finding {
  const [ofMean, ofP99] = [of.meanSlipMs / of.meanResponseMs, of.p99SlipMs / of.p99ResponseMs];
  const share = Math.max(ofMean, ofP99);
  const verdict = share <= slipLimits.pass ? 'pass' : share <= slipLimits.warn ? 'warn' : 'fail';
  const late = `the client sent late by ${percent(ofMean)} of the mean response and ${percent(ofP99)} of the p99`;
  return {
    check: 'slips',
    verdict,
    numbers: of,
    advice: verdict === 'pass' ? late : `${late}: lower the rate, or ask from a machine of its own`,
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/**
 * Whether as many requests were made as were asked for. Poisson arrivals vary by chance: the asked rate should lie in the
 * interval of the count, 99 % to pass, 99.99 % to warn; even ones may differ by one request. The interval of a Poisson count
 * by Wilson and Hilferty's approximation (N. E. Breslow, N. E. Day, "Statistical Methods in Cancer Research" II, 1987, p. 69),
 * within 1 % from 10 requests on, within 0.1 % from 100.
 */
export function offeredRate(of: { arrivals: Arrivals; rate: number; windowMs: number; made: number }): Finding {
  const expected = (of.rate * of.windowMs) / 1000;
  const ends = (z: number) => (of.arrivals === 'poisson' ? poissonEnds(of.made, z) : [of.made - 1, of.made + 1]);
  const within = ([low = NaN, high = NaN]: readonly number[]): boolean => expected >= low && expected <= high;
  const pass = ends(2.5758293035489004);
  const verdict = within(pass)
    ? 'pass'
    : of.arrivals === 'poisson' && within(ends(3.8905918864131204))
      ? 'warn'
      : 'fail';
  const [low = NaN, high = NaN] = pass.map((count) => (count / of.windowMs) * 1000);
  return {
    check: 'offered-rate',
    verdict,
    numbers: { asked: of.rate, made: (of.made / of.windowMs) * 1000, low, high },
    advice:
      verdict === 'pass'
        ? 'the requests made are those asked for'
        : `${of.made} requests were made where ${expected.toFixed(1)} were asked for: the window is of another rate`,
  };
}

/** Share of the requests from which those that may have opened a connection would decide the p99. */
const mostOpening = 0.01;

/**
 * Whether as many requests had been under way at once before the window as in it, but for so few that they do not reach the p99: a
 * request that finds no free connection opens one, and its connecting is part of its response. An engine in this process only has
 * to have been asked before.
 */
export function openWarmUp(of: {
  warmup: number;
  atOnce: number;
  mostInFlight: number;
  requests: number;
  /** The engine is in this process: nothing is connected. */
  inProcess: boolean;
}): Finding {
  const beyond = Math.max(0, of.mostInFlight - of.atOnce);
  const enough = of.inProcess || beyond <= mostOpening * of.requests;
  const verdict = of.atOnce > 0 && enough ? 'pass' : 'warn';
  const seen = `up to ${of.mostInFlight} requests were under way at once, ${of.atOnce} in the warm-up before`;
  return {
    check: 'warm-up',
    verdict,
    numbers: { warmup: of.warmup, atOnce: of.atOnce, mostInFlight: of.mostInFlight, beyond },
    advice:
      verdict === 'pass'
        ? seen
        : of.atOnce === 0
          ? 'nothing was asked before the window, which holds what only the first requests take: ask for a warm-up (--warmup)'
          : `${seen}: ${beyond} of ${of.requests} requests may have opened a connection, enough to decide the p99; ask for a longer warm-up (--warmup) or window (--seconds), or a lower rate`,
  };
}

/** Ends of the interval of a Poisson mean, from the count seen. */
function poissonEnds(count: number, z: number): [number, number] {
  const end = (n: number, reach: number) => (n === 0 ? 0 : n * (1 - 1 / (9 * n) + reach / (3 * Math.sqrt(n))) ** 3);
  return [end(count, -z), end(count + 1, z)];
}
