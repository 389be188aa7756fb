import type { CapacityWorkload } from '../../results/cell';
import type { RateSearch } from './breaking-point';
import { windowLimits } from './judge-window';

type Asked = Pick<CapacityWorkload, 'durationMs' | 'precision' | 'p99Ms'>;

/** Requests of a window whose p99 is judged: a p99 takes 1,000, and arrivals at random may be a tenth fewer than expected. */
const carryP99 = 1100;
/**
 * Times the requests that may be missing by chance which a rate too high by the precision must leave over: a rate may then hold
 * though it lies above the capacity, but by no more than a quarter of the precision.
 */
const clearly = 4;
/** A window that carries a p99 lasts at most so long, so that lower rates are not judged by one. */
const longestMs = 60_000;
/** No window is made longer than that for the precision: lower rates are told from each other less closely. */
const longestForPrecisionMs = 20_000;

/** Requests of a window whose second half shows a rate that is too high by the precision. */
const carryPrecision = (precision: number): number => (2 * clearly * windowLimits.few * (1 + precision)) / precision;

/** How long a window at a rate lasts: as asked, and until it carries the precision and, where one is judged, a p99. */
export const windowMs = ({ durationMs, precision, p99Ms }: Asked, rate: number): number =>
  Math.max(
    durationMs,
    Math.min(longestForPrecisionMs, (carryPrecision(precision) / rate) * 1000),
    p99Ms === undefined ? 0 : (carryP99 / rate) * 1000,
  );

/** The longest that any window of the search may last. */
export const longestWindowMs = ({ durationMs, p99Ms }: Pick<Asked, 'durationMs' | 'p99Ms'>): number =>
  Math.max(durationMs, p99Ms === undefined ? longestForPrecisionMs : longestMs);

/** The search that a cell asks for, begun at half of the rate that a closed loop reached. */
export function rateSearch(asked: Asked, scouted: number): RateSearch {
  const { precision, p99Ms } = asked;
  const atLeast = p99Ms === undefined ? 1 : (carryP99 / longestWindowMs(asked)) * 1000;
  return { first: Math.max(atLeast, scouted / 2), atLeast, precision, ...(p99Ms !== undefined && { p99Ms }) };
}
