import type { Groups } from './groups';
import { seededRandom } from './random';

/** One resample of n runs with replacement: how often each run was drawn, and how many of all draws look so. */
export interface Resample {
  readonly counts: readonly number[];
  readonly weight: number;
}

/** Up to this many runs every resample is listed (1,716 for 7), so that the bootstrap has no random error at all. */
const listedUpTo = 7;

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

function listAll(n: number): Resample[] {
  const all: Resample[] = [];
  const counts: number[] = [];
  const draw = (left: number) => {
    if (counts.length === n - 1) {
      const full = [...counts, left];
      all.push({ counts: full, weight: full.reduce((w, c) => w / factorial(c), factorial(n)) });
      return;
    }
    for (let c = 0; c <= left; c++) {
      counts.push(c);
      draw(left - c);
      counts.pop();
    }
  };
  draw(n);
  return all;
}

function drawSome(n: number, draws: number, seed: number): Resample[] {
  const random = seededRandom(seed);
  return Array.from({ length: draws }, () => {
    const counts = new Array<number>(n).fill(0);
    for (let i = 0; i < n; i++) {
      const run = Math.floor(random() * n);
      counts[run] = (counts[run] ?? 0) + 1;
    }
    return { counts, weight: 1 };
  });
}

const listed = new Map<number, readonly Resample[]>();

/** Resamples of n runs: all of them with their weights up to 7 runs, else `draws` random ones from the seed. */
export function resamples(n: number, draws: number, seed: number): readonly Resample[] {
  if (n > listedUpTo) return drawSome(n, draws, seed);
  const known = listed.get(n) ?? listAll(n);
  listed.set(n, known);
  return known;
}

/** Resamples of groups of runs, and of the runs within each group drawn; groups of one run are {@link resamples}. */
export function resampleGroups(groups: Groups, draws: number, seed: number): readonly Resample[] {
  const n = groups.reduce((sum, group) => sum + group.length, 0);
  if (groups.every((group) => group.length === 1)) return resamples(n, draws, seed);
  return resampleStrata([groups], draws, seed);
}

/**
 * Random resamples of several sets of groups, each drawn by itself: as many groups as it has, and as many runs of each as
 * that has. Runs are numbered over all sets.
 */
export function resampleStrata(strata: readonly Groups[], draws: number, seed: number): readonly Resample[] {
  const n = strata.flat(2).length;
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(random() * items.length)];
  return Array.from({ length: draws }, () => {
    const counts = new Array<number>(n).fill(0);
    for (const groups of strata) {
      for (let g = 0; g < groups.length; g++) {
        const group = pick(groups) ?? [];
        for (let i = 0; i < group.length; i++) {
          const run = pick(group) ?? 0;
          counts[run] = (counts[run] ?? 0) + 1;
        }
      }
    }
    return { counts, weight: 1 };
  });
}
