import { describe, expect, it } from 'vitest';
import { countsText, exitCodeOfCells } from 'vexlab/dist/cli/cell-counts';

const none = { ok: 0, failed: 0, 'timed-out': 0, unavailable: 0, skipped: 0 };

describe('countsText', () => {
  it('names only the states that occurred', () => {
    expect(countsText({ ...none, ok: 3 })).toBe('3 measured');
    expect(countsText({ ...none, failed: 1, unavailable: 2 })).toBe('0 measured, 1 failed, 2 unavailable');
  });
});

describe('exitCodeOfCells', () => {
  it.each([
    [{ ...none, ok: 2 }, false, 0],
    [{ ...none, ok: 2, 'timed-out': 1 }, false, 3],
    [{ ...none, ok: 2, unavailable: 1 }, false, 3],
    [{ ...none, unavailable: 1 }, false, 1],
    [none, false, 1],
    [{ ...none, ok: 2 }, true, 130],
  ])('%j, interrupted %s: %i', (counts, interrupted, code) => {
    expect(exitCodeOfCells(counts, interrupted)).toBe(code);
  });
});
