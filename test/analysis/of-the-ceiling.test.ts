import { describe, expect, it } from 'vitest';
import { ofTheCeiling } from 'vexlab/dist/analysis/of-the-ceiling';
import { packUint32 } from 'vexlab/dist/results/pack';
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
  it('says against what', () => {
    expect(ofTheCeiling([run(98, ceiling(400, 'no-request'))])).toMatchObject({ against: 'no-request' });
  });
  it('is not available of older records, whose ceiling may be of other clients', () => {
    expect(ofTheCeiling([run(98, { ceiling: 400 })])).toEqual({
      state: 'not available',
      why: 'the ceiling of older records is that of the first cell of their run, and not of these clients',
    });
  });
  it('counts the writes that the same clients made', () => {
    const written = (count: number) => ({
      rows: packUint32(new Uint32Array(count)),
      sent: '',
      acknowledged: '',
      failed: 1,
    });
    const writes = { inserts: written(70), deletes: written(30), errors: { refused: 2 }, ranOut: false };
    expect(ofTheCeiling([{ ...run(98, ceiling(400)), writes }])).toMatchObject({ share: 0.5 });
  });
  it('does not count what an open loop did not send', () => {
    const sent = run(98, ceiling(400));
    const { answers } = sent;
    const open = { ...sent, answers: { ...answers, requests: 900 }, errors: { refused: 2, 'not-sent': 800 } };
    expect(ofTheCeiling([open])).toMatchObject({ share: 0.25 });
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
