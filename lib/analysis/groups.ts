import { fewestUnits } from './estimate';

/** Places of runs, put together where they depend on each other: what a resample draws whole. */
export type Groups = readonly (readonly number[])[];

/**
 * Runs of one index build share its luck. From 5 builds on builds are resampled, and runs within them, so that an
 * interval speaks of builds like these; below that a few builds cannot stand for others, runs are resampled, and the
 * interval speaks of these builds alone.
 */
export function independentGroups(builds: readonly string[]): Groups {
  const byBuild = new Map<string, number[]>();
  builds.forEach((build, run) => byBuild.set(build, [...(byBuild.get(build) ?? []), run]));
  return byBuild.size >= fewestUnits ? [...byBuild.values()] : builds.map((_, run) => [run]);
}

/** How often each of n runs counts where one group counts not at all. */
export const without = (groups: Groups, out: number, n: number): number[] => {
  const counts = new Array<number>(n).fill(1);
  for (const run of groups[out] ?? []) counts[run] = 0;
  return counts;
};

/** Runs in all groups. */
export const sizeOf = (groups: Groups): number => groups.reduce((sum, group) => sum + group.length, 0);
