import { describe, expect, it } from 'vitest';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { unpackUint16 } from 'vexlab/dist/results/pack';
import type { OkRecord } from 'vexlab/dist/results/record';
import { hitsFor, logNormal, okRecord } from '../views/fixture-records';

const record = (repetition: number): OkRecord =>
  okRecord({
    search: { ef: 32 },
    repetition,
    buildIndex: repetition,
    latencies: logNormal(300, 2 + repetition / 10, 0.4),
    hits: hitsFor(300, 10, 0.9 + repetition / 100),
    measureMs: 700 + 10 * repetition,
  });
const records = [0, 1, 2, 3, 4].map(record);

describe('every statistic comes from the records alone', () => {
  it('the same again from the lines of a file, in any order', () => {
    const lines = records.map((one) => JSON.stringify(one));
    const read = lines.map((line) => JSON.parse(line) as OkRecord);
    expect(summarise(read)).toEqual(summarise(records));
    const [[one], [other]] = [summarise(records), summarise([...read].reverse())];
    if (one?.state !== 'measured' || other?.state !== 'measured') throw new Error('nothing measured');
    expect(other.qps.value).toBe(one.qps.value);
    expect(other.recall?.value).toBe(one.recall?.value);
    expect(other.runs).toEqual(one.runs);
  });
  it('worked out by other means', () => {
    const [summary] = summarise(records);
    if (summary?.state !== 'measured') throw new Error('nothing measured');
    const rates = records.map(({ phases }) => 300 / (phases.measureMs / 1000)).sort((a, b) => a - b);
    expect(summary.qps.value).toBeCloseTo(rates[2] as number, 9);
    // Of 5 runs the bootstrap of a median reaches from the lowest to the highest, or nearly.
    expect(summary.qps.low).toBeGreaterThanOrEqual(rates[0] as number);
    expect(summary.qps.high).toBeLessThanOrEqual(rates[4] as number);
    const hits = records.flatMap(({ answers }) => [...unpackUint16(answers.hits as string)]);
    expect(summary.recall?.value).toBeCloseTo(hits.reduce((sum, h) => sum + h, 0) / (hits.length * 10), 12);
    expect(summary).toMatchObject({ builds: 5, repetitions: 5, samples: 1500, recall: { n: 300, unit: 'queries' } });
    expect(summary.latency.p50).toMatchObject({ n: 5, unit: 'runs', method: 't' });
  });
});
