import { bcaInterval } from './bca';
import { fewestUnits, withoutInterval, type Estimate } from './estimate';
import type { BuildHits } from './query-hits';
import { seededRandom } from './random';
import type { Weighted } from './weighted';

const defaultDraws = 999;

/** Hits and requests of the queries that were asked, by query, one array a build. */
interface Table {
  readonly hits: readonly Float64Array[];
  readonly asked: readonly Float64Array[];
  readonly queries: number;
}

/**
 * Recall@k with its 95 % interval for queries like those asked. The value is the mean over all requests. The interval
 * resamples queries, each with all its requests of all runs (asking a query again tells nothing new of recall), and,
 * where there are several builds, builds as well, both at once, as every build meets the same queries: A. B. Owen, "The
 * pigeonhole bootstrap", Annals of Applied Statistics 1, 2007, which errs on the wide side. BCa, its acceleration by
 * leaving out queries. Where all queries agree there is nothing to resample: then at most a share u = 1 − 0.025^(1/n)
 * of all queries does otherwise (C. J. Clopper, E. S. Pearson, Biometrika 26, 1934), whatever their recall may be.
 */
export function recallOver(
  builds: readonly BuildHits[],
  k: number,
  { draws = defaultDraws, seed = 1 }: { readonly draws?: number; readonly seed?: number } = {},
): Estimate {
  const table = askedOnly(builds);
  const n = table.queries;
  const once = { builds: builds.map(() => 1), queries: new Float64Array(n).fill(1) };
  const value = recallOf(table, once, k);
  if (n < fewestUnits) return withoutInterval(value, n, 'queries');
  const rest = { value, level: 0.95, n, unit: 'queries' } as const;
  if (allAlike(table)) {
    const others = 1 - 0.025 ** (1 / n);
    const low = value * (1 - others);
    return { ...rest, low, high: low + others, method: 'clopper-pearson' };
  }
  const drawn = drawAll(table, k, draws, seed);
  return { ...rest, ...bcaInterval(drawn, value, withoutEach(table, k)) };
}

function askedOnly(builds: readonly BuildHits[]): Table {
  const longest = Math.max(0, ...builds.map(({ asked }) => asked.length));
  const places = Array.from({ length: longest }, (_, i) => i).filter((i) => builds.some(({ asked }) => asked[i]));
  const pick = (values: Float64Array) => Float64Array.from(places, (place) => values[place] ?? 0);
  return {
    hits: builds.map(({ hits }) => pick(hits)),
    asked: builds.map(({ asked }) => pick(asked)),
    queries: places.length,
  };
}

interface Counts {
  readonly builds: readonly number[];
  readonly queries: Float64Array;
}

function recallOf({ hits, asked, queries }: Table, counts: Counts, k: number): number {
  let found = 0;
  let requests = 0;
  for (let b = 0; b < hits.length; b++) {
    const weight = counts.builds[b] as number;
    if (weight === 0) continue;
    const [h, a] = [hits[b] as Float64Array, asked[b] as Float64Array];
    for (let q = 0; q < queries; q++) {
      const times = weight * (counts.queries[q] as number);
      found += times * (h[q] as number);
      requests += times * (a[q] as number);
    }
  }
  return found / (requests * k);
}

function drawAll(table: Table, k: number, draws: number, seed: number): Weighted[] {
  const random = seededRandom(seed);
  const { length } = table.hits;
  const found: Weighted[] = [];
  for (let i = 0; i < draws; i++) {
    const queries = new Float64Array(table.queries);
    for (let q = 0; q < queries.length; q++) {
      const at = Math.floor(random() * queries.length);
      queries[at] = (queries[at] as number) + 1;
    }
    const builds = new Array<number>(length).fill(length === 1 ? 1 : 0);
    for (let b = 0; length > 1 && b < length; b++) {
      const at = Math.floor(random() * length);
      builds[at] = (builds[at] as number) + 1;
    }
    const value = recallOf(table, { builds, queries }, k);
    // Builds that met other queries may leave nothing in common with the queries drawn.
    if (!Number.isNaN(value)) found.push({ value, weight: 1 });
  }
  return found;
}

/** Recall without each query in turn. */
function withoutEach({ hits, asked, queries }: Table, k: number): number[] {
  const over = (arrays: readonly Float64Array[], q: number) => arrays.reduce((sum, array) => sum + (array[q] ?? 0), 0);
  const found = Float64Array.from({ length: queries }, (_, q) => over(hits, q));
  const requests = Float64Array.from({ length: queries }, (_, q) => over(asked, q));
  const [allFound, allRequests] = [found, requests].map((values) => values.reduce((sum, v) => sum + v, 0)) as [
    number,
    number,
  ];
  return Array.from(found, (own, q) => (allFound - own) / ((allRequests - (requests[q] ?? 0)) * k));
}

/** True where every query has the same recall in every build. */
function allAlike({ hits, asked, queries }: Table): boolean {
  let seen: number | undefined;
  for (let b = 0; b < hits.length; b++) {
    for (let q = 0; q < queries; q++) {
      const requests = asked[b]?.[q] as number;
      if (requests === 0) continue;
      const share = (hits[b]?.[q] as number) / requests;
      if (seen !== undefined && share !== seen) return false;
      seen = share;
    }
  }
  return true;
}
