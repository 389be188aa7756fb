import { describe, expect, it } from 'vitest';
import { barLine, plainLine } from 'vexlab/dist/cli/progress-line';

const event = { stage: 'exact neighbours', done: 250, total: 1000, unit: 'queries' };

describe('plainLine', () => {
  it('says stage, share, amount and time', () => {
    expect(plainLine(event, 65)).toBe('exact neighbours: 25 %, 250 of 1000 queries, 1:05');
    expect(plainLine({ ...event, note: 'ef 10' }, 3725)).toBe(
      'exact neighbours: 25 %, 250 of 1000 queries, 1:02:05 (ef 10)',
    );
  });

  it('counts bytes in megabytes', () => {
    expect(plainLine({ stage: 'get', done: 3_100_000, total: 12_000_000, unit: 'bytes' }, 0)).toBe(
      'get: 25 %, 3.1 of 12.0 MB, 0:00',
    );
  });

  it('tells no share where the size is unknown', () => {
    expect(plainLine({ stage: 'get', done: 5, total: 0, unit: 'rows' }, 0)).toBe('get: 5 rows, 0:00');
  });
});

describe('barLine', () => {
  it('draws a quarter and says the time left', () => {
    expect(barLine(event, 10, 100)).toBe('exact neighbours █████░░░░░░░░░░░░░░░  25 % 250 of 1000 queries, 0:30 left');
  });

  it('says the time passed where the time left cannot be known', () => {
    expect(barLine({ stage: 'measuring', done: 1, total: 4, unit: 'cells' }, 75, 100)).toBe(
      'measuring █████░░░░░░░░░░░░░░░  25 % 1 of 4 cells, 1:15',
    );
    expect(barLine({ ...event, done: 1 }, 3, 100)).toBe(
      'exact neighbours ░░░░░░░░░░░░░░░░░░░░   0 % 1 of 1000 queries, 0:03',
    );
  });

  it('cuts a remark that is too long', () => {
    const line = barLine({ ...event, note: 'hnswlib on sift-photos, ef 10, k 10' }, 10, 90);
    expect(line).toBe('exact neighbours █████░░░░░░░░░░░░░░░  25 % 250 of 1000 queries, 0:30 left · hnswlib on s…');
  });

  it('fits the width: remark first, then the stage gives way', () => {
    const long = { ...event, stage: 'exact neighbours of a set with a very long name', note: 'on two threads' };
    const line = barLine(long, 10, 70);
    expect(line.length).toBeLessThanOrEqual(70);
    expect(line).toBe('exact neigh… █████░░░░░░░░░░░░░░░  25 % 250 of 1000 queries, 0:30 left');
  });
});
