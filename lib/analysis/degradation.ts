import type { Estimate } from './estimate';
import { ratioOfMedians } from './ratio-of-medians';
import { heightOf, type ScalePoint } from './scale-point';

/** How many times the figure of the smallest scale each larger one has. */
export type Degradation =
  | {
      readonly state: 'known';
      readonly smallest: number;
      readonly steps: readonly {
        readonly x: number;
        /** How many times the smallest scale this one is. */
        readonly scale: number;
        readonly ratio: Estimate;
      }[];
    }
  | { readonly state: 'not available'; readonly why: string };

/**
 * Each scale against the smallest measured: ratio of the medians over runs, its interval by resampling the runs of both
 * ({@link ratioOfMedians}); none below 5 runs.
 */
export function degradation(points: readonly ScalePoint[]): Degradation {
  const rising = [...points].sort((a, b) => a.x - b.x);
  const [first, ...larger] = rising;
  if (!first || larger.length === 0) {
    return { state: 'not available', why: `it takes two scales, there is ${first ? `only ${first.x}` : 'none'}` };
  }
  const same = rising.find(({ x }, i) => x === rising[i + 1]?.x);
  if (same) return { state: 'not available', why: `the scale ${same.x} is given twice: put its runs together` };
  const [height, unmeasured] = [heightOf(first), rising.find(({ runs }) => runs.length === 0)];
  if (unmeasured) return { state: 'not available', why: `the scale ${unmeasured.x} has no run` };
  if (!(height > 0)) return { state: 'not available', why: `the figure at the smallest scale ${first.x} is ${height}` };
  const steps = [];
  for (const { x, runs } of larger) {
    const ratio = ratioOfMedians(runs, first.runs);
    if ('why' in ratio) return { state: 'not available', why: `${ratio.why}, of the scales ${first.x} and ${x}` };
    steps.push({ x, scale: x / first.x, ratio });
  }
  return { state: 'known', smallest: first.x, steps };
}
