import { describe, expect, it } from 'vitest';
import { summariseCapacity } from 'vexlab/dist/analysis/summarise-capacity';
import type { CapacityRecord } from 'vexlab/dist/results/record';
import { capacityTakeaway } from 'vexlab/dist/views/capacity-takeaway';
import { capacityChart } from 'vexlab/dist/views/charts/capacity-chart';
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

  it('is of the rates held, over all runs, with that of the worst and the best', () => {
    expect(Object.keys(recall ?? {})).toEqual(['over', 'least', 'most']);
    expect(recall?.over).toBeCloseTo(0.94, 12);
    expect(recall?.least).toBeCloseTo(0.9, 12);
    expect(recall?.most).toBeCloseTo(0.98, 12);
  });

  it('has no interval, as a record does not tell one query from another: table and sentence say so', () => {
    const table = capacityTable(summariseCapacity(runs));
    const words = table.text().replace(/\s+/g, ' ');
    expect(table.html()).toMatch(/0\.940\s*<small>runs 0\.900–0\.980<\/small>/);
    expect(words).toContain('of recall no interval, but its worst run and its best');
    expect(table.html()).toContain('not those of each query');
    expect(capacityTakeaway(summariseCapacity(runs))).toMatch(/, at recall 0\.940\.$/);
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

describe('the curve up to the highest rate', () => {
  const outcomes = summariseCapacity(runs);
  const figure = capacityChart(outcomes);
  const [held, median, p50, , p99] = figure.data as { x: number[]; y: number[]; marker?: { symbol: string[] } }[];

  it('has a mark for each window, a cross where the rate was not held', () => {
    expect(p50?.x).toEqual([...Array<number>(5).fill(400), ...Array<number>(10).fill(440)]);
    expect(p50?.marker?.symbol.map((symbol) => symbol === 'x-open')).toEqual(p50?.x.map((rate) => rate === 440));
    expect(median).toMatchObject({ x: [400, 440], y: [p50?.y[0], p50?.y.at(-1)] });
    expect(p50?.y[0]).toBeCloseTo(3, 1);
    expect(p99?.y[0]).toBeCloseTo(3.98, 1);
    expect(p99?.y.at(-1)).toBeCloseTo(995, -1);
  });

  it('is crossed by the highest rate held, and said in a sentence', () => {
    expect(held?.x).toEqual([400, 400]);
    expect(capacityTakeaway(outcomes)).toMatch(/Plain holds 400 \(400–400\) requests\/s and breaks at 440 \(440–440\)/);
    expect(figure.text).toContain('Plain holds 400');
  });

  it('of a search that found nothing says how it ended, and draws what was asked', () => {
    const open = summariseCapacity(runs.map((record) => ({ ...record, windows: record.windows.slice(0, 1) })));
    expect(capacityTakeaway(open)).toContain('no highest rate to be told, the search ended with: not ended');
    expect(capacityChart(open).data).toHaveLength(4);
  });

  it('refuses to draw what was not measured', () => {
    expect(() => capacityChart([])).toThrow(/nothing that it shows was asked for in these runs; measure it first/);
  });
});
