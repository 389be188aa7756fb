import { significance } from './adjust-tests';
import { changePoint, shareOf } from './change-point';
import { type CorrectedTest, type JudgedDrift, type Judgement, testedText } from './judged-drift';
import { midranks } from './midranks';
import { median } from './moments';
import type { Slice } from './sen-slope';

/** How many of a slice's requests failed. */
export interface Tally {
  readonly failed: number;
  readonly requests: number;
}

/** Whether a figure changes in the course of a run, and where most: {@link changePoint}. */
export interface Change extends JudgedDrift {
  readonly by: 'change';
  /**
   * From which slice on (0 is the first of the run), and the figure before and from then on: of failed requests their share, of a
   * latency the median of the slices. The place is where it changes most, so that what it changes by has no interval.
   */
  readonly change: { readonly from: number; readonly before: number; readonly after: number };
  readonly test: CorrectedTest;
}

/** How long the run was, and how many figures of it are tested together. */
interface Among {
  readonly hours: number;
  readonly tests: number;
}

/** The change of the share of requests that failed; every slice has some. */
export function changeOfShares(tallies: readonly (Tally & { readonly at: number })[], among: Among): Judgement<Change> {
  const parts = tallies.map(({ at, failed, requests }) => ({ at, sum: failed, of: requests }));
  const slices = tallies.map(({ at, failed, requests }) => ({ at, value: failed / requests }));
  return changeOf(slices, { parts, ...among, levelOf: (from, to) => shareOf(parts.slice(from, to)) });
}

/** The change of the slices' ranks, among which +Infinity has one. */
export function changeOfRanks(slices: readonly Slice[], among: Among): Judgement<Change> {
  const values = slices.map(({ value }) => value);
  const ranks = midranks(values);
  const parts = slices.map(({ at }, i) => ({ at, sum: ranks[i] as number, of: 1 }));
  return changeOf(slices, { parts, ...among, levelOf: (from, to) => median(values.slice(from, to)) });
}

function changeOf(
  slices: readonly Slice[],
  {
    parts,
    hours,
    tests,
    levelOf,
  }: Among & {
    readonly parts: Parameters<typeof changePoint>[0];
    readonly levelOf: (from: number, to?: number) => number;
  },
): Judgement<Change> {
  const { from, rises, autocorrelation, p } = changePoint(parts);
  const alike = new Set(slices.map(({ value }) => value)).size === 1;
  return {
    p,
    judge(adjusted) {
      const test = { p, adjusted, tests, autocorrelation };
      return {
        state: 'judged',
        verdict: adjusted >= significance ? 'no drift shown' : rises ? 'rises' : 'falls',
        by: 'change',
        change: { from: slices[from]?.at ?? NaN, before: levelOf(0, from), after: levelOf(from) },
        median: median(slices.map(({ value }) => value)),
        hours,
        test,
        why: alike
          ? `all ${slices.length} slices are alike`
          : testedText('largest change among orders of the slices', test),
      };
    },
  };
}
