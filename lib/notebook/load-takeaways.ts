import type { OpenOutcome } from '../analysis/open-summary';
import { openSeriesOf } from '../analysis/open-series';
import { percent, three, whole } from '../views/format';
import type { StallDemonstration } from './demonstrate-stall';

/** What the two loops saw of one stall, in sentences with their numbers. */
export function stallTakeaway({ asked, closed, open, advice }: StallDemonstration): string {
  const far = (p99Ms: number | undefined): string => (p99Ms === undefined ? 'no p99' : `a p99 of ${three(p99Ms)} ms`);
  return (
    `The server stood still for ${whole(asked.stallMs)} ms of ${three(asked.seconds)} s. The open loop saw it in ` +
    `${whole(open.slow)} of ${whole(open.requests)} requests (${percent(open.slow / open.requests)}) and shows ${far(open.p99Ms)}; the closed loop ` +
    `saw it in ${whole(closed.slow)} of ${whole(closed.requests)} and shows ${far(closed.p99Ms)}. Its check says so: ${advice}.`
  );
}

/** What the mean leaves out: of each engine, at the highest rate that it held, mean and p99 of what a user waits. */
export function queueTakeaway(outcomes: readonly OpenOutcome[]): string {
  const measured = outcomes.flatMap((one) => (one.state === 'measured' ? [one] : []));
  const said = openSeriesOf(measured).flatMap(({ name, settings }) => {
    const held = settings.filter(({ verdict, response }) => verdict === 'held' && response.p99 && response.mean).at(-1);
    const { mean, p99 } = held?.response ?? {};
    if (!held || !mean || !p99) return [`${name} held no rate at which its p99 can be told.`];
    return [
      `${name} at ${three(held.rate)}/s: ${three(mean.value)} ms in the mean, and one request in a hundred waits ` +
        `${three(p99.value)} ms or longer, ${three(p99.value / mean.value)} times the mean.`,
    ];
  });
  return said.join(' ');
}
