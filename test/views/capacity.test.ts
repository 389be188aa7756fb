import { describe, expect, it } from 'vitest';
import { summariseCapacity } from 'vexlab/dist/analysis/summarise-capacity';
import type { CapacityRecord } from 'vexlab/dist/results/record';
import { capacityTable } from 'vexlab/dist/views/tables/capacity-table';
import { capacityRecord } from './fixture-capacity-records';

const repetitions = [0, 1, 2, 3, 4];
/** The recall of each run at the rates that it held. */
const recalls = [0.9, 0.92, 0.94, 0.96, 0.98];

/** Five searches that held 400/s, each with another recall there, and another one beyond. */
const runs = repetitions.map((repetition): CapacityRecord => {
  const record = capacityRecord(repetition);
  const windows = record.windows.map((window) => {
    const hits = Math.round(window.requests * 10 * (window.rate === 400 ? (recalls[repetition] ?? NaN) : 0.1));
    return { ...window, hits, tieHits: hits };
  });
  return { ...record, windows };
});

describe('the recall of capacity', () => {
  const [summary] = summariseCapacity(runs);
  const recall = summary?.state === 'measured' ? summary.recall : undefined;

  it('is of the rates held, over all runs, with an interval over runs', () => {
    expect(recall).toMatchObject({ level: 0.95, n: 5, unit: 'runs', method: 'bca' });
    expect(recall?.value).toBeCloseTo(0.94, 12);
    expect(recall?.low).toBeGreaterThan(0.9);
    expect(recall?.low).toBeLessThan(0.94);
    expect(recall?.high).toBeGreaterThan(0.94);
    expect(recall?.high).toBeLessThan(0.98);
    expect(capacityTable(summariseCapacity(runs)).html()).toMatch(/0\.940\s*<small>0\.9\d+–0\.9\d+<\/small>/);
  });

  it('of few runs has none, and says so', () => {
    const [few] = summariseCapacity(runs.slice(0, 3));
    expect(few).toMatchObject({ recall: { value: expect.closeTo(0.92, 12) as number, low: NaN, method: 'none' } });
  });
});

describe('a rate that held above one that broke', () => {
  it('is named below the table: what breaks may not be the rate', () => {
    const odd = runs.map((record, run): CapacityRecord => {
      const [first, ...others] = record.windows;
      if (!first || run > 1) return record;
      return { ...record, windows: [first, ...others, { ...first, rate: 800, offered: 800, completed: 800 }] };
    });
    const [summary] = summariseCapacity(odd);
    expect(summary).toMatchObject({ found: [{ contradicted: [800] }, { contradicted: [800] }, {}, {}, {}] });
    expect(capacityTable(summariseCapacity(odd)).notes).toContain(
      'Plain: above its lowest broken rate 800/s held, in 2 of 5 runs: what breaks it may not be the rate.',
    );
    expect(capacityTable(summariseCapacity(runs)).notes).toEqual([]);
  });
});
