import { normalCdf } from './normal';

export interface MannWhitney {
  /** How often a value of the first sample exceeds one of the second; ties count half. */
  readonly u: number;
  /** Two-sided. */
  readonly p: number;
  /** `exact`: every order of the ranks counted; `normal`: with ties, or over 400 pairs, with continuity correction. */
  readonly method: 'exact' | 'normal';
}

/**
 * Mann–Whitney U test of two independent samples: does either tend to be larger?
 * Source: H. B. Mann, D. R. Whitney, Annals of Mathematical Statistics 18, 1947.
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): MannWhitney {
  const u = a.reduce((sum, x) => sum + b.reduce((s, y) => s + (x > y ? 1 : x === y ? 0.5 : 0), 0), 0);
  const pairs = a.length * b.length;
  const ties = tieSizes([...a, ...b]);
  if (ties.every((size) => size === 1) && pairs <= 400) {
    return { u, p: Math.min(1, 2 * shareAtMost(Math.min(u, pairs - u), a.length, b.length)), method: 'exact' };
  }
  const n = a.length + b.length;
  const correction = ties.reduce((sum, t) => sum + t ** 3 - t, 0) / (n * (n - 1));
  const deviation = Math.sqrt((pairs / 12) * (n + 1 - correction));
  const z = Math.max(0, Math.abs(u - pairs / 2) - 0.5) / deviation;
  return { u, p: deviation === 0 ? 1 : Math.min(1, 2 * normalCdf(-z)), method: 'normal' };
}

function tieSizes(values: readonly number[]): number[] {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()];
}

/** The smallest two-sided p that so many values can have: one sample wholly above the other, 2 / C(m + n, m). */
export function smallestP(m: number, n: number): number {
  let orders = 1;
  for (let i = 1; i <= m; i++) orders *= (n + i) / i;
  return Math.min(1, 2 / orders);
}

const orders = new Map<string, { readonly counts: readonly number[]; readonly total: number }>();

/** Share of all orders of m + n distinct ranks whose U is at most u. */
function shareAtMost(u: number, m: number, n: number): number {
  const known = orders.get(`${m} ${n}`) ?? countOrders(m, n);
  orders.set(`${m} ${n}`, known);
  return known.counts.slice(0, Math.floor(u) + 1).reduce((sum, c) => sum + c, 0) / known.total;
}

/** How many orders have each U: partitions of U into at most m parts up to n. */
function countOrders(m: number, n: number): { counts: readonly number[]; total: number } {
  let ways: number[][] = Array.from({ length: n + 1 }, () => [1]);
  for (let i = 1; i <= m; i++) {
    const next: number[][] = [[1]];
    for (let j = 1; j <= n; j++) {
      // The largest of i + j ranks belongs to the first sample (it exceeds all j) or to the second.
      const first = ways[j] ?? [];
      const second = next[j - 1] ?? [];
      next.push(Array.from({ length: i * j + 1 }, (_, k) => (first[k - j] ?? 0) + (second[k] ?? 0)));
    }
    ways = next;
  }
  const counts = ways[n] ?? [];
  return { counts, total: counts.reduce((sum, c) => sum + c, 0) };
}
