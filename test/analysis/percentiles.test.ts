import { describe, expect, it } from 'vitest';
import { carries, latencyCurve, latencyOf, percentileOf, percentileOfRun } from 'vexlab/dist/analysis/percentiles';
import { mixtureMean, mixturePercentile, runLatencies } from 'vexlab/dist/analysis/run-latencies';
import { newHistogram, recordLatency, type Histogram } from 'vexlab/dist/measure/histogram';
import { logNormal } from '../views/fixture-records';

const histogramOf = (ms: readonly number[]): Histogram => {
  const histogram = newHistogram();
  for (const value of ms) recordLatency(histogram, value * 1e6);
  return histogram;
};
const upTo = (n: number, from = 1): number[] => Array.from({ length: n }, (_, i) => from + i);
/** n runs that depend on nothing but themselves. */
const single = (n: number) => upTo(n, 0).map((run) => [run]);
/** The histogram keeps three significant digits. */
const near = (value: number | undefined, expected: number) => {
  expect(value).toBeGreaterThanOrEqual(expected * 0.999);
  expect(value).toBeLessThanOrEqual(expected * 1.001);
};

describe('which percentiles a sample carries', () => {
  it('needs 10 requests beyond', () => {
    expect([carries(19, 0.5), carries(20, 0.5)]).toEqual([false, true]);
    expect([carries(199, 0.95), carries(200, 0.95)]).toEqual([false, true]);
    expect([carries(999, 0.99), carries(1000, 0.99)]).toEqual([false, true]);
    expect([carries(9999, 0.999), carries(10_000, 0.999)]).toEqual([false, true]);
  });
});

describe('percentiles of merged runs', () => {
  const runs = runLatencies([histogramOf(upTo(20)), histogramOf(upTo(20, 21))], [0, 0]);

  it('are nearest ranks of all requests together', () => {
    const latency = latencyOf(runs, single(2));
    near(latency.p50?.value, 20);
    near(latency.p75?.value, 30);
    near(latency.mean?.value, 20.5);
    expect(latency.p90).toBeUndefined();
    // Two runs leave no interval.
    expect(latency.p50?.method).toBe('none');
  });

  it('are those of the merged histogram, whichever mixture', () => {
    const parts = [logNormal(500, 2, 0.6), logNormal(700, 3, 0.2), logNormal(300, 0.5, 1)].map(histogramOf);
    const mixed = runLatencies(parts, [0, 0, 0]);
    const merged = newHistogram();
    for (const part of [0, 2, 2]) merged.add(parts[part] as Histogram);
    for (const percent of [50, 90, 99]) {
      expect(mixturePercentile(mixed, [1, 0, 2], percent / 100)).toBe(merged.getValueAtPercentile(percent) / 1e6);
    }
    expect(mixtureMean(mixed, [1, 0, 2])).toBeCloseTo(merged.mean / 1e6, 9);
  });

  it('count failed requests as slower than every answered one', () => {
    const half = runLatencies([histogramOf(upTo(20))], [20]);
    const latency = latencyOf(half, single(1));
    near(latency.p50?.value, 20);
    expect(latency.p75).toBeUndefined();
    near(latency.mean?.value, 10.5);
  });

  it('are none where nothing was answered', () => {
    const none = runLatencies([newHistogram()], [50]);
    expect(latencyOf(none, single(1))).toEqual({});
    expect(latencyCurve(none, single(1))).toEqual([]);
  });
});

describe('the percentile of one run among several', () => {
  const runs = runLatencies([upTo(20), upTo(20, 101), upTo(19, 201), upTo(20, 301)].map(histogramOf), [0, 0, 0, 30]);

  it('is that of its own requests, failed ones among them', () => {
    near(percentileOfRun(runs, 0, 0.5), 10);
    near(percentileOfRun(runs, 1, 0.5), 110);
    expect(percentileOfRun(runs, 3, 0.5)).toBe(Infinity);
    near(percentileOfRun(runs, 3, 0.4), 320);
  });

  it('is none where its own requests do not carry it, though those of all do', () => {
    expect(percentileOfRun(runs, 2, 0.5)).toBeUndefined();
    near(percentileOf(runs, 0.5), 215);
  });
});

describe('their intervals', () => {
  it("are Student's t around the logarithm, by leaving out runs", () => {
    // Five runs of 20 equal latencies: 1, 2, 3, 4, 5 ms. Without run i the median of the other four is its lower
    // middle one (nearest rank): 3, 3, 2, 2, 2.
    const runs = runLatencies(
      upTo(5).map((ms) => histogramOf(new Array<number>(20).fill(ms))),
      [0, 0, 0, 0, 0],
    );
    const p50 = latencyOf(runs, single(5)).p50;
    near(p50?.value, 3);
    const logs = [3, 3, 2, 2, 2].map(Math.log);
    const centre = logs.reduce((a, b) => a + b) / 5;
    const error = Math.sqrt((4 / 5) * logs.reduce((sum, log) => sum + (log - centre) ** 2, 0));
    // SciPy: stats.t.ppf(0.975, 4).
    const factor = Math.exp(2.7764451051977934 * error);
    // The histogram's 0.1 % enters the error too.
    expect((p50?.low ?? NaN) * factor).toBeCloseTo(3, 1);
    expect((p50?.high ?? NaN) / factor).toBeCloseTo(3, 1);
    expect(p50?.method).toBe('t');
  });
});

describe('the curve', () => {
  it('goes from the median to where 10 requests lie beyond', () => {
    const curve = latencyCurve(runLatencies([histogramOf(upTo(1000))], [0]), single(1));
    near(curve[0]?.ms.value, 500);
    expect(curve.at(-1)?.share).toBeCloseTo(0.99, 9);
    near(curve.at(-1)?.ms.value, 990);
    const values = curve.map(({ ms }) => ms.value);
    expect(values).toEqual([...values].sort((a, b) => a - b));
  });
});
