import { describe, expect, it } from 'vitest';
import { TopK } from 'vexlab/dist/exact/top-k';
import { random } from './exact-arithmetic';

const drained = (best: TopK) => {
  const rows = new Uint32Array(best.k);
  const distances = new Float64Array(best.k);
  const count = best.drain(rows, distances, 0);
  return { rows: Array.from(rows.subarray(0, count)), distances: Array.from(distances.subarray(0, count)) };
};

describe('TopK', () => {
  it('keeps the nearest, ties by smaller row, whatever the order of arrival', () => {
    const offers = [
      [5, 1],
      [3, 1],
      [9, 0.5],
      [1, 1],
      [2, 2],
      [0, 3],
    ] as const;
    for (const order of [offers, [...offers].reverse()]) {
      const best = new TopK(3);
      for (const [row, distance] of order) best.offer(row, distance);
      expect(drained(best)).toEqual({ rows: [9, 1, 3], distances: [0.5, 1, 1] });
    }
  });

  it('has no limit until it is full, then that of the farthest kept', () => {
    const best = new TopK(2);
    expect(best.offer(0, 4)).toBe(true);
    expect(best.limit).toBe(Infinity);
    expect(best.offer(1, 3)).toBe(true);
    expect(best.limit).toBe(4);
    expect(best.offer(2, 4)).toBe(false);
    expect(best.offer(3, -1)).toBe(true);
    expect(best.limit).toBe(3);
  });

  it('gives fewer where fewer were offered', () => {
    const best = new TopK(4);
    best.offer(7, 1);
    expect(drained(best)).toEqual({ rows: [7], distances: [1] });
  });

  it('agrees with sorting on 500 random lists with many ties', () => {
    const next = random(1);
    for (let round = 0; round < 500; round++) {
      const all = Array.from({ length: 40 }, (_, row) => ({ row, distance: Math.floor(next() * 10) }));
      const k = 1 + Math.floor(next() * 40);
      const best = new TopK(k);
      for (const { row, distance } of all) best.offer(row, distance);
      const sorted = [...all].sort((a, b) => a.distance - b.distance || a.row - b.row).slice(0, k);
      expect(drained(best).rows).toEqual(sorted.map(({ row }) => row));
    }
  });
});
