import { describe, expect, it } from 'vitest';
import { arrayAttribute } from 'vexlab/dist/datasets/attribute';
import { holdOut } from 'vexlab/dist/datasets/hold-out';

const rows = () => ({
  base: {
    n: 50,
    dim: 2,
    type: 'float32' as const,
    data: Float32Array.from({ length: 100 }, (_, i) => Math.floor(i / 2)),
  },
  ids: Uint32Array.from({ length: 50 }, (_, i) => 1000 + i),
  attributes: new Map([
    [
      'name',
      arrayAttribute(
        'name',
        Array.from({ length: 50 }, (_, i) => `row ${i}`),
      ),
    ],
  ]),
});

describe('holding rows out as queries', () => {
  it('moves them from the base, and ids and attributes go with their rows', () => {
    const { base, queries, ids, attributes } = holdOut(rows(), { queries: 7, seed: 1 });
    expect([base.n, queries.n, ids.length]).toEqual([43, 7, 43]);
    const kept = Array.from({ length: 43 }, (_, row) => base.data[row * 2] as number);
    const held = Array.from({ length: 7 }, (_, row) => queries.data[row * 2] as number);
    expect([...kept, ...held].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect([...ids]).toEqual(kept.map((row) => 1000 + row));
    expect(kept.map((_, row) => attributes.get('name')?.get(row))).toEqual(kept.map((row) => `row ${row}`));
  });

  it('chooses the same rows for the same seed', () => {
    const held = (seed: number) => [...holdOut(rows(), { queries: 7, seed }).queries.data];
    expect(held(1)).toEqual(held(1));
    expect(held(1)).not.toEqual(held(2));
  });
});
