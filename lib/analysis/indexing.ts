import type { OkRecord } from '../results/record';
import type { Estimate } from './estimate';
import { medianOver } from './over-runs';
import type { Indexing } from './summary';

type Build = OkRecord['build'];

/** What building cost. Repetitions that searched the same index count its building once. */
export function indexingOf(records: readonly OkRecord[]): Indexing {
  const builds = [...new Map(records.map(({ build }) => [build.id, build])).values()];
  const ids = builds.map(({ id }) => id);
  const over = (value: (build: Build) => number): Estimate => medianOver(builds.map(value), ids, { unit: 'builds' });
  const memory = growth(builds, ({ memory }) => [memory?.before.engine, memory?.after.engine], over);
  const disk = growth(builds, ({ disk }) => [disk?.before, disk?.after], over);
  return {
    rows: builds[0]?.rows ?? 0,
    insertMs: over(({ insertMs }) => insertMs),
    readyMs: over(({ readyMs }) => readyMs),
    acknowledgedRate: over(({ rows, insertMs }) => rows / (insertMs / 1000)),
    rate: over(({ rows, insertMs, readyMs }) => rows / ((insertMs + readyMs) / 1000)),
    ...(memory && { memoryPerThousand: memory }),
    ...(disk && { diskPerThousand: disk }),
  };
}

/** Growth per 1,000 vectors where every build knows it: a part of the builds would be another sample. */
function growth(
  builds: readonly Build[],
  ends: (build: Build) => readonly [number | undefined, number | undefined],
  over: (value: (build: Build) => number) => Estimate,
): Estimate | undefined {
  if (!builds.every((build) => ends(build).every((end) => end !== undefined))) return undefined;
  return over((build) => {
    const [before = NaN, after = NaN] = ends(build);
    return (after - before) / (build.rows / 1000);
  });
}
