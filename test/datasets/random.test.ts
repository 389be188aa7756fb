import { describe, expect, it } from 'vitest';
import { sample, seededRandom } from 'vexlab/dist/datasets/random';

describe('seeded random numbers', () => {
  it('are the same for the same seed, others for another', () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed);
      return [random.next(), random.normal(), random.below(1000)];
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('have the mean and spread of their distributions', () => {
    const random = seededRandom(1);
    const n = 100_000;
    const moments = (values: number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / n;
      return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n];
    };
    const uniform = Array.from({ length: n }, () => random.next());
    expect(Math.min(...uniform.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform.slice(0, 1000))).toBeLessThan(1);
    // Within five standard errors.
    const [mean = 0, variance = 0] = moments(uniform);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.005);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.0013);
    const [normalMean = 0, normalVariance = 0] = moments(Array.from({ length: n }, () => random.normal()));
    expect(Math.abs(normalMean)).toBeLessThan(0.016);
    expect(Math.abs(normalVariance - 1)).toBeLessThan(0.023);
  });

  it('sample without replacement, every item as often', () => {
    const all = [...sample(seededRandom(3), 1000, 1000)].sort((a, b) => a - b);
    expect(all).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    const counts = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 5000; seed++) {
      for (const item of sample(seededRandom(seed), 10, 2)) counts[item] = (counts[item] as number) + 1;
    }
    // 1,000 expected each, standard deviation 28.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(141);
    expect(() => sample(seededRandom(1), 3, 4)).toThrow('a sample of 4 out of 3');
  });
});
