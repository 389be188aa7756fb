import { fewestSlices } from '../results/fewest-slices';
import { type Change, changeOfRanks, changeOfShares, type Tally } from './drift-change';
import { type Trend, trendOf } from './drift-trend';
import { holm } from './holm';
import type { Judgement } from './judged-drift';
import { thereAre } from './plural';

export { fewestSlices };

/** Whether a figure moved in the course of a long run, or why it cannot be said. */
export type Drift = Trend | Change | { readonly state: 'not available'; readonly why: string };

/**
 * A figure of each slice in order: a number, `undefined` where a slice has none, +Infinity where it is that of a failed request,
 * which counts as slower than every answered one; or how many of the slice's requests failed.
 */
export type Course = readonly (number | undefined)[] | readonly Tally[];

/**
 * The drift of one figure (p50, p99, rate, resident memory, failed requests) over the equal slices of a run, in order. Numbers
 * are judged by their slope ({@link Trend}); failed requests, and latencies that in a slice are those of a failed one and so have no
 * slope, by where they change most ({@link Change}). A course that turns back, as a sawtooth does, is none.
 */
export const drift = (course: Course, sliceMs: number): Drift => drifts({ figure: course }, sliceMs).figure;

/** The drift of several figures of one run, corrected for being several. */
export function drifts<Name extends string>(
  figures: { readonly [name in Name]: Course },
  sliceMs: number,
): { readonly [name in Name]: Drift } {
  const asked = (Object.entries(figures) as [Name, Course][]).map(([name, course]) => ({
    name,
    test: testOf(course, sliceMs),
  }));
  const tests = asked.filter(({ test }) => typeof test === 'function').length;
  const all = asked.map(({ name, test }) => ({ name, found: typeof test === 'function' ? test(tests) : test }));
  const judged = all.flatMap(({ found }) => ('p' in found ? [found] : []));
  const adjusted = holm(judged.map(({ p }) => p));
  const entries = all.map(({ name, found }): [Name, Drift] => [
    name,
    'p' in found ? found.judge(adjusted[judged.indexOf(found)] ?? NaN) : found,
  ]);
  return Object.fromEntries(entries) as { [name in Name]: Drift };
}

/** The test of one figure, as one of so many of a run, or why there can be none. */
function testOf(
  course: Course,
  sliceMs: number,
): ((tests: number) => Judgement<Trend | Change>) | Extract<Drift, { state: 'not available' }> {
  const hours = (course.length * sliceMs) / 3.6e6;
  const tallies = [...course.entries()].flatMap(([at, one]) => (typeof one === 'object' ? [{ at, ...one }] : []));
  const numbers = [...course.entries()].flatMap(([at, one]) => (typeof one === 'number' ? [{ at, value: one }] : []));
  const counted = tallies.filter(({ requests }) => requests > 0);
  const bad = numbers.find(({ value }) => Number.isNaN(value) || value === -Infinity);
  const why = bad
    ? `slice ${bad.at} has the figure ${bad.value}`
    : lacking(numbers.length + counted.length, course.length);
  if (why !== undefined) return { state: 'not available', why };
  if (counted.length > 0) return (tests) => changeOfShares(counted, { hours, tests });
  return numbers.every(({ value }) => value < Infinity)
    ? (tests) => trendOf(numbers, { hours, sliceMs, tests })
    : (tests) => changeOfRanks(numbers, { hours, tests });
}

function lacking(slices: number, of: number): string | undefined {
  if (slices < fewestSlices) return `it takes ${fewestSlices} slices with a figure, ${thereAre(slices)}`;
  return slices < 0.9 * of ? `${of - slices} of ${of} slices have no figure: make them longer` : undefined;
}
