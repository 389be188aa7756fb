import { describe, expect, it } from 'vitest';
import { linearTicks, logTicks } from 'vexlab/dist/views/charts/ticks';

const textsOf = (low: number, high: number) => logTicks(low, high).ticktext;

describe('ticks of a logarithmic axis', () => {
  it('stand at 1, 2 and 5 times powers of ten, of many decades at these alone', () => {
    expect(textsOf(0.9, 110)).toEqual(['1', '2', '5', '10', '20', '50', '100']);
    expect(textsOf(1, 1e5)).toEqual(['1', '10', '100', '1,000', '10,000', '100,000']);
    expect(logTicks(80, 2500)).toEqual({
      tickvals: [100, 200, 500, 1000, 2000],
      ticktext: ['100', '200', '500', '1,000', '2,000'],
    });
    expect(textsOf(90, 210)).toEqual(['90', '100', '120', '150', '200']);
  });

  it('stand at round steps where fewer than three of those would be seen', () => {
    // One measured rate with room at both ends.
    expect(textsOf(16.7 / 1.12, 16.7 * 1.12)).toEqual(['15', '16', '17', '18']);
    expect(textsOf(840, 1150)).toEqual(['900', '1,000', '1,100']);
    // No two ticks read alike.
    expect(textsOf(10_001, 10_004)).toEqual(['10,001', '10,002', '10,003', '10,004']);
    expect(textsOf(2.1, 2.4)).toEqual(['2.1', '2.2', '2.3', '2.4']);
  });
});

describe('ticks of a linear axis', () => {
  it('are round and inside it', () => {
    expect(linearTicks(0.857, 1)).toEqual([0.875, 0.9, 0.925, 0.95, 0.975, 1]);
    expect(linearTicks(0.95, 1)).toEqual([0.95, 0.96, 0.97, 0.98, 0.99, 1]);
  });
});
