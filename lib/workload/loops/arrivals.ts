import { LabError } from '../../base/lab-error';
import { seededRandom } from '../../datasets/random';
import type { Arrivals } from '../../results/cell';

/**
 * The moments at which requests are due, nanoseconds from the start, ascending, all below `durationMs`; `rate` a second. Decided
 * before the window, so that nothing that happens in it moves them. LabError `bad-rate`.
 */
export function arrivalTimes(arrivals: Arrivals, rate: number, durationMs: number, seed: number): Float64Array {
  if (!(rate > 0) || !(durationMs > 0) || rate * durationMs > most * 1000) {
    throw new LabError({
      code: 'bad-rate',
      where: 'open loop',
      what: `${rate} requests a second for ${durationMs} ms`,
      remedy: `both must be more than 0, and no more than ${most} requests together`,
    });
  }
  const gap = 1e9 / rate;
  const end = durationMs * 1e6;
  if (arrivals === 'constant') return Float64Array.from({ length: Math.ceil(end / gap) }, (_, i) => i * gap);
  const random = seededRandom(seed);
  const times: number[] = [];
  // 1 − u keeps the logarithm off zero.
  for (let at = -Math.log(1 - random.next()) * gap; at < end; at -= Math.log(1 - random.next()) * gap) times.push(at);
  return Float64Array.from(times);
}

/** What the log of one window may hold. */
const most = 10_000_000;
