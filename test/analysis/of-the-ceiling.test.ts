import { describe, expect, it } from 'vitest';
import { ofTheCeiling } from 'vexlab/dist/analysis/of-the-ceiling';
import type { LoadFacts, OkRecord } from 'vexlab/dist/results/record';
import { okRecord } from '../views/fixture-records';

/** A second with so many answers, and two requests that failed, which the client made as well. */
const run = (answered: number, load?: LoadFacts): OkRecord => ({
  ...okRecord({ latencies: new Array<number>(answered).fill(1), errors: { refused: 2 }, measureMs: 1000 }),
  ...(load && { load }),
});
const ceiling = (rate: number, against: 'null-server' | 'no-request' = 'null-server'): LoadFacts => ({
  ceiling: rate,
  ceilingOf: { against, clients: 1, rates: [rate] },
});

describe('ofTheCeiling', () => {
  it('is the median of the runs, each against its own ceiling', () => {
    const runs = [run(98, ceiling(1000)), run(98, ceiling(200)), run(98, ceiling(400))];
    expect(ofTheCeiling(runs)).toEqual({
      state: 'known',
      share: 0.25,
      ceiling: 400,
      against: 'null-server',
      runs: 3,
    });
  });
  it('says against what, of older records a server', () => {
    expect(ofTheCeiling([run(98, ceiling(400, 'no-request'))])).toMatchObject({ against: 'no-request' });
    expect(ofTheCeiling([run(98, { ceiling: 400 })])).toMatchObject({ share: 0.25, against: 'null-server' });
  });
  it('is not available where a run has none, with the reason', () => {
    expect(ofTheCeiling([run(98, { noCeiling: 'batches' })])).toEqual({ state: 'not available', why: 'batches' });
    expect(ofTheCeiling([run(98)])).toMatchObject({
      state: 'not available',
      why: expect.stringMatching(/before it was/) as string,
    });
    expect(ofTheCeiling([run(98, ceiling(400)), run(98, { noCeiling: 'too few' })])).toEqual({
      state: 'not available',
      why: 'of 1 of 2 runs: too few',
    });
  });
});
