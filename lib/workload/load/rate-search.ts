import type { CapacityWorkload } from '../../results/cell';
import type { RateSearch } from './breaking-point';

type Asked = Pick<CapacityWorkload, 'durationMs' | 'precision' | 'p99Ms'>;

/** Requests of a window whose p99 is judged: a p99 takes 1,000, and arrivals at random may be a tenth fewer than expected. */
const carryP99 = 1100;
/** A window that carries a p99 lasts at most so long, so that lower rates are not judged by one. */
const longestMs = 60_000;

/** How long a window at a rate lasts: as asked, and where a p99 is judged until it carries one. */
export const windowMs = ({ durationMs, p99Ms }: Asked, rate: number): number =>
  p99Ms === undefined ? durationMs : Math.max(durationMs, (carryP99 / rate) * 1000);

/** The longest that any window of the search may last. */
export const longestWindowMs = ({ durationMs, p99Ms }: Asked): number =>
  p99Ms === undefined ? durationMs : Math.max(durationMs, longestMs);

/** The search that a cell asks for, begun at half of the rate that a closed loop reached. */
export function rateSearch(asked: Asked, scouted: number): RateSearch {
  const { precision, p99Ms } = asked;
  const atLeast = p99Ms === undefined ? 1 : (carryP99 / longestWindowMs(asked)) * 1000;
  return { first: Math.max(atLeast, scouted / 2), atLeast, precision, ...(p99Ms !== undefined && { p99Ms }) };
}
