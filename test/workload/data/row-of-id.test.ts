import { describe, expect, it } from 'vitest';
import { rowOfId } from 'vexlab/dist/workload/data/row-of-id';

describe('rowOfId', () => {
  it('finds rows of ids in no order, to the largest id, and none for others', () => {
    const rowOf = rowOfId(Uint32Array.of(70, 3, 4294967295, 0));
    expect([70, 3, 4294967295, 0].map(rowOf)).toEqual([0, 1, 2, 3]);
    expect([1, 71, 4294967294].map(rowOf)).toEqual([undefined, undefined, undefined]);
  });

  it('takes ids that are rows as they are', () => {
    const rowOf = rowOfId(Uint32Array.of(0, 1, 2));
    expect([0, 2, 3].map(rowOf)).toEqual([0, 2, undefined]);
  });
});
