import { describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import { decodeHistogram, encodeHistogram, newHistogram, recordLatency } from 'vexlab/dist/measure/histogram';
import { seededRandom } from 'vexlab/dist/datasets/random';

const hour = 3600e9;
const percentiles = [0, 1, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100];
const histogramOf = (values: readonly number[]) => {
  const histogram = newHistogram();
  for (const value of values) recordLatency(histogram, value);
  return histogram;
};
const read = (histogram: ReturnType<typeof newHistogram>): number[] =>
  percentiles.map((percentile) => histogram.getValueAtPercentile(percentile));

describe('histogram', () => {
  it('reads every value from a nanosecond to an hour back to within 0.1 %', () => {
    for (let ns = 1; ns <= hour; ns = Math.ceil(ns * 1.37)) {
      const value = histogramOf([ns]).getValueAtPercentile(50);
      expect(Math.abs(value - ns) / ns).toBeLessThanOrEqual(0.001);
    }
    expect(Math.abs(histogramOf([hour]).maxValue - hour) / hour).toBeLessThanOrEqual(0.001);
  });

  it('knows the percentiles of 1 to 10,000 µs', () => {
    const histogram = histogramOf(Array.from({ length: 10_000 }, (_, i) => (i + 1) * 1000));
    expect(histogram.getValueAtPercentile(50) / 5e6).toBeCloseTo(1, 3);
    expect(histogram.getValueAtPercentile(99) / 9.9e6).toBeCloseTo(1, 3);
    expect(histogram.getValueAtPercentile(99.9) / 9.99e6).toBeCloseTo(1, 3);
  });

  it('counts what is beyond its ends at its ends, and loses none', () => {
    const histogram = histogramOf([0, 0.2, 5 * hour]);
    expect(histogram.totalCount).toBe(3);
    expect(histogram.getValueAtPercentile(1)).toBe(1);
    expect(histogram.getValueAtPercentile(100) / hour).toBeCloseTo(1, 3);
  });

  it('comes back from text with every count', () => {
    const random = seededRandom(1);
    const histogram = histogramOf(Array.from({ length: 5000 }, () => Math.exp(random.next() * 28)));
    const back = decodeHistogram(encodeHistogram(histogram));
    expect(back.totalCount).toBe(5000);
    expect(read(back)).toEqual(read(histogram));
    expect(encodeHistogram(decodeHistogram(encodeHistogram(newHistogram())))).toBe(encodeHistogram(newHistogram()));
  });

  it.each(['', 'AAAA', 'not base64 at all', encodeHistogram(newHistogram()).slice(0, 20)])('refuses %j', (text) => {
    expect(() => decodeHistogram(text)).toThrow(LabError);
  });
});
