import { fewestUnits } from './estimate';
import { independentGroups } from './groups';
import type { RunValue } from './independent-values';
import { median } from './moments';
import { seededRandom } from './random';

/** Runs of a setting, and index builds among them. */
export interface GroupSize {
  readonly runs: number;
  readonly builds: number;
}

/**
 * Splits A/A runs into two groups of such a size, by chance and as often as it is called: whole builds, and runs within
 * them. Where there are too few for two, they are drawn with replacement, stretched by what that takes off their variance.
 * Where a group has fewer than 5 builds, `compare` speaks of those alone: runs vary around their own build then.
 */
export function drawAA(
  aa: readonly RunValue[],
  { runs, builds }: GroupSize,
  seed: number,
): () => readonly [RunValue[], RunValue[]] {
  const random = seededRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const nested = builds >= fewestUnits;
  const units = nested ? independentGroups(aa.map(({ build }) => build)) : aa.map((_, run) => [run]);
  const each = nested ? builds : runs;
  const suffice = 2 * each <= units.length;
  const noise = nested ? aa.map(({ value }) => value) : aroundBuilds(aa);
  const lost = nested ? 1 : new Set(aa.map(({ build }) => build)).size;
  const values = stretched(noise, (units.length - (suffice ? 1 : 0)) / (units.length - lost));
  const shuffled = <T>(items: readonly T[]): T[] =>
    items
      .map((item) => ({ item, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item);
  const some = <T>(items: readonly T[], count: number): T[] =>
    suffice && count <= items.length
      ? shuffled(items).slice(0, count)
      : Array.from({ length: count }, () => pick(items));
  const groupOf = (drawn: readonly (readonly number[])[]): RunValue[] =>
    drawn.flatMap((unit, i) => {
      const count = nested ? Math.floor(runs / builds) + (i < runs % builds ? 1 : 0) : 1;
      return some(unit, count).map((run) => ({ value: values[run] ?? NaN, build: `build ${i % builds}` }));
    });
  return () => {
    const drawn = some(units, 2 * each);
    return [groupOf(drawn.slice(0, each)), groupOf(drawn.slice(each))];
  };
}

function aroundBuilds(aa: readonly RunValue[]): number[] {
  const byBuild = new Map<string, number[]>();
  for (const { value, build } of aa) byBuild.set(build, [...(byBuild.get(build) ?? []), value]);
  const centres = new Map([...byBuild].map(([build, values]) => [build, median(values)]));
  return aa.map(({ value, build }) => value / (centres.get(build) ?? NaN));
}

/** Values whose logarithms vary by a factor more or less around their middle. */
function stretched(values: readonly number[], variance: number): number[] {
  const centre = median(values);
  return values.map((value) => centre * (value / centre) ** Math.sqrt(variance));
}
