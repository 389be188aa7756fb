import { fewestSlices } from '../results/fewest-slices';
import { significance } from './adjust-tests';
import type { Estimate } from './estimate';
import { holm } from './holm';
import { mannKendall, type MannKendall } from './mann-kendall';
import { median } from './moments';
import { senSlope, type Slice } from './sen-slope';
import { stepTest, type StepTest } from './step-test';

export { fewestSlices };

/** Whether a figure moved in the course of a long run, or why it cannot be said. */
export type Drift =
  | {
      readonly state: 'judged';
      readonly verdict: 'no drift shown' | 'rises' | 'falls';
      /** Units of the figure an hour, with its interval. */
      readonly perHour: Estimate;
      /**
       * A drift this large an hour, either way, would most likely have been shown: as large as the interval is wide. Simulated
       * with 24 to 96 slices it is in 86 to 98 % of runs for autocorrelations up to 0.3, in 64 to 94 % at 0.6. Infinity: none
       * would; NaN: all slices are alike.
       */
      readonly detectable: number;
      /** Median of the slices, and the hours that they cover. */
      readonly median: number;
      readonly hours: number;
      /** What was judged: the ranks of the slices, or where these could not tell the steps from slice to slice. */
      readonly by: 'ranks' | 'steps';
      /** Of the ranks, but `p` of what was judged; `adjusted`: corrected by Holm for the `tests` figures judged together. */
      readonly test: MannKendall & { readonly adjusted: number; readonly tests: number };
      readonly why: string;
    }
  | { readonly state: 'not available'; readonly why: string };

/**
 * The drift of one figure (p50, p99, rate, resident memory, errors) over the equal slices of a run, in order; `undefined`
 * where a slice has none. Slope by Theil and Sen, interval and verdict by {@link mannKendall}, which knows that a slice
 * resembles the one before it. A course that turns back, as a sawtooth does, is none. Slices that hang together so closely that
 * not even a rise in every one of them would be shown so, as the memory of a leak does, are judged by {@link stepTest}: together
 * they show a drift where there is none in 1 to 10 % of simulated runs up to autocorrelation 0.95, and in 16 % of random walks.
 */
export const drift = (values: readonly (number | undefined)[], sliceMs: number): Drift =>
  drifts({ figure: values }, sliceMs).figure;

/** The drift of several figures of one run, corrected for being several. */
export function drifts<Name extends string>(
  figures: { readonly [name in Name]: readonly (number | undefined)[] },
  sliceMs: number,
): { readonly [name in Name]: Drift } {
  const named = Object.entries(figures) as [Name, readonly (number | undefined)[]][];
  const all = named.map(([name, values]) => {
    const slices = values.flatMap((value, at): Slice[] => (value === undefined ? [] : [{ at, value }]));
    return { name, slices, of: values.length, why: lacking(slices, values.length) };
  });
  const judged = all.filter(({ why }) => why === undefined).map((one) => ({ ...one, ...trendOf(one.slices) }));
  const adjusted = holm(judged.map(({ test }) => test.p));
  const found = new Map<Name, Drift>(all.map(({ name, why = '' }) => [name, { state: 'not available', why }]));
  judged.forEach(({ name, slices, of, test, slope }, i) => {
    const whole = { ...test, adjusted: adjusted[i] ?? NaN, tests: judged.length };
    found.set(name, judge(slices, { test: whole, slope }, { sliceMs, of }));
  });
  return Object.fromEntries(found) as { [name in Name]: Drift };
}

function lacking(slices: readonly Slice[], of: number): string | undefined {
  const bad = slices.find(({ value }) => !Number.isFinite(value));
  if (bad) return `slice ${bad.at} has the figure ${bad.value}`;
  if (slices.length < fewestSlices) return `it takes ${fewestSlices} slices with a figure, there are ${slices.length}`;
  return slices.length < 0.9 * of
    ? `${of - slices.length} of ${of} slices have no figure: make them longer`
    : undefined;
}

type Slope = Pick<StepTest, 'value' | 'low' | 'high'> & { readonly by: 'ranks' | 'steps' };

function trendOf(slices: readonly Slice[]): { test: MannKendall; slope: Slope } {
  const test = mannKendall(slices);
  const pairs = (slices.length * (slices.length - 1)) / 2;
  if (test.reach < pairs) return { test, slope: { ...senSlope(slices, test.reach), by: 'ranks' } };
  const steps = stepTest(slices);
  return { test: { ...test, p: steps.p }, slope: { ...steps, by: 'steps' } };
}

function judge(
  slices: readonly Slice[],
  {
    test,
    slope,
  }: { readonly test: MannKendall & { readonly adjusted: number; readonly tests: number }; readonly slope: Slope },
  { sliceMs, of }: { readonly sliceMs: number; readonly of: number },
): Drift {
  const { by } = slope;
  const scale = 3.6e6 / sliceMs;
  const [value, low, high] = [slope.value * scale, slope.low * scale, slope.high * scale];
  const rises = by === 'ranks' ? test.s > 0 : value > 0;
  // Where many slices are alike an end of the interval may be 0 itself.
  const outside = rises ? low >= 0 : high <= 0;
  const shown = outside && test.adjusted < significance;
  return {
    state: 'judged',
    verdict: !shown ? 'no drift shown' : rises ? 'rises' : 'falls',
    perHour: { value, low, high, level: 0.95, n: slices.length, unit: 'slices', method: by === 'ranks' ? 'sen' : 't' },
    detectable: test.variance === 0 ? NaN : high - low,
    median: median(slices.map((slice) => slice.value)),
    hours: of / scale,
    by,
    test,
    why: test.variance === 0 ? `all ${slices.length} slices are alike` : reason(by, test),
  };
}

const reason = (
  by: 'ranks' | 'steps',
  { adjusted, tests, autocorrelation }: MannKendall & { readonly adjusted: number; readonly tests: number },
): string =>
  `${by === 'ranks' ? 'modified Mann–Kendall' : "Student's t of the steps from slice to slice"} p = ${adjusted.toPrecision(2)}` +
  (tests > 1 ? `, corrected by Holm for ${tests} figures` : '') +
  `; autocorrelation ${autocorrelation.toFixed(2)}`;
