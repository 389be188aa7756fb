import type { Metric } from '../../datasets/dataset';

/** What an engine may return as its distance, from the true one. */
export interface Relation {
  readonly name: string;
  readonly of: (distance: number) => number;
}

const relations: Readonly<Record<Metric, readonly Relation[]>> = {
  l2: [
    { name: 'the Euclidean distance', of: (d) => d },
    { name: 'the squared Euclidean distance', of: (d) => d * d },
    { name: 'minus the Euclidean distance', of: (d) => -d },
    { name: 'minus the squared Euclidean distance', of: (d) => -d * d },
    { name: '1 / (1 + Euclidean distance)', of: (d) => 1 / (1 + d) },
    { name: '1 / (1 + squared Euclidean distance)', of: (d) => 1 / (1 + d * d) },
  ],
  cosine: [
    { name: '1 − cosine', of: (d) => d },
    { name: 'the cosine', of: (d) => 1 - d },
    { name: '(1 + cosine) / 2', of: (d) => 1 - d / 2 },
    { name: '(1 − cosine) / 2', of: (d) => d / 2 },
    { name: '2 − 2 cosine', of: (d) => 2 * d },
    { name: 'minus (1 − cosine)', of: (d) => -d },
  ],
  ip: [
    { name: 'minus the inner product', of: (d) => d },
    { name: 'the inner product', of: (d) => -d },
    { name: '1 − inner product', of: (d) => 1 + d },
  ],
};

/**
 * The relation in which returned distances stand to the true ones, and by how much they are off at most: a share of the
 * typical size of what is expected.
 */
export function bestRelation(
  metric: Metric,
  given: readonly number[],
  exact: readonly number[],
): { relation: Relation; off: number } {
  const offs = relations[metric].map((relation) => {
    const expected = exact.map(relation.of);
    const typical = expected.reduce((sum, x) => sum + Math.abs(x), 0) / expected.length;
    const off = Math.max(
      ...expected.map((x, i) => Math.abs((given[i] as number) - x) / Math.max(Math.abs(x), typical)),
    );
    return { relation, off: Number.isNaN(off) ? Infinity : off };
  });
  return offs.reduce((best, next) => (next.off < best.off ? next : best));
}
