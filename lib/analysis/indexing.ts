import type { SearchedRecord } from '../results/record';
import type { Estimate } from './estimate';
import { acknowledgedRate, alikeFilled, searchableRate } from './ingest-rates';
import { medianOver } from './over-runs';

/** Building the index, over the different builds. */
export interface Indexing {
  readonly rows: number;
  /** Milliseconds of all inserts together, and from the last one until all were searchable. */
  readonly insertMs: Estimate;
  readonly readyMs: Estimate;
  /** Vectors a second: acknowledged alone, and acknowledged and searchable. */
  readonly acknowledgedRate: Estimate;
  readonly rate: Estimate;
  /** Bytes by which the engine's processes and its data folder grew, per 1,000 vectors, of builds on a fresh process. */
  readonly memoryPerThousand?: Estimate;
  readonly diskPerThousand?: Estimate;
}

type Build = SearchedRecord['build'];

/** What building cost. Repetitions that searched the same index count its building once. */
export function indexingOf(records: readonly SearchedRecord[]): Indexing {
  const builds = [...new Map(alikeFilled(records).map(({ build }) => [build.id, build])).values()];
  const ids = builds.map(({ id }) => id);
  const over = (value: (build: Build) => number): Estimate => medianOver(builds.map(value), ids, { unit: 'builds' });
  const memory = growth(builds, ({ memory }) => [memory?.before.engine, memory?.after.engine]);
  const disk = growth(builds, ({ disk }) => [disk?.before, disk?.after]);
  return {
    rows: builds[0]?.rows ?? 0,
    insertMs: over(({ insertMs }) => insertMs),
    readyMs: over(({ readyMs }) => readyMs),
    acknowledgedRate: over((build) => acknowledgedRate({ build })),
    rate: over((build) => searchableRate({ build })),
    ...(memory && { memoryPerThousand: memory }),
    ...(disk && { diskPerThousand: disk }),
  };
}

/**
 * Growth per 1,000 vectors, over the builds that were the first of their engine's process: a later one takes up what the drop of
 * the one before has freed, and would seem to need less than it does, or nothing.
 */
function growth(
  builds: readonly Build[],
  ends: (build: Build) => readonly [number | undefined, number | undefined],
): Estimate | undefined {
  const known = builds.filter((build) => build.first && ends(build).every((end) => end !== undefined));
  if (known.length === 0) return undefined;
  const grown = known.map((build) => {
    const [before = NaN, after = NaN] = ends(build);
    return (after - before) / (build.rows / 1000);
  });
  return medianOver(
    grown,
    known.map(({ id }) => id),
    { unit: 'builds' },
  );
}
