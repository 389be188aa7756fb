import { describe, expect, it } from 'vitest';
import { acknowledgedRows } from 'vexlab/dist/engines/adapter/acknowledged-rows';

describe('acknowledgedRows', () => {
  it('takes exactly what was inserted where nothing was deleted', () => {
    const rows = acknowledgedRows();
    rows.inserted(10);
    expect([9, 11, 10].map((counted) => rows.settle(counted))).toEqual([false, false, true]);
  });

  it('takes what deletions of ids that may not have been there can leave, and holds on to it', () => {
    const rows = acknowledgedRows();
    rows.inserted(10);
    rows.removed(3);
    expect([6, 11].map((counted) => rows.settle(counted))).toEqual([false, false]);
    expect(rows.most()).toBe(10);
    expect(rows.settle(8)).toBe(true);
    expect(rows.most()).toBe(8);
    expect(rows.settle(7)).toBe(false);
    rows.inserted(2);
    expect([9, 10].map((counted) => rows.settle(counted))).toEqual([false, true]);
  });

  it('sees rows that took the place of others after a deletion, once more are missing than were deleted', () => {
    const rows = acknowledgedRows();
    rows.inserted(10);
    rows.removed(3);
    // All three were there, and three others are inserted again: each takes the place of the one of its id.
    rows.inserted(3);
    expect([7, 14].map((counted) => rows.settle(counted))).toEqual([false, false]);
    expect(rows.settle(10)).toBe(true);
  });
});
