import { describe, expect, it } from 'vitest';
import { machineBetween, machineCpu } from 'vexlab/dist/measure/machine-cpu';

const before = { busyMs: 5000, stolenMs: 100, totalMs: 10_000 };

describe('machineBetween', () => {
  it('leaves to others what neither the lab nor the engine used', () => {
    const after = { busyMs: 8000, stolenMs: 150, totalMs: 14_000 };
    expect(machineBetween(before, after, { lab: 1000, engine: 1500 })).toEqual({
      machine: 4000,
      stolen: 50,
      others: 500,
    });
    expect(machineBetween(before, after, { lab: 1000, engine: undefined })).toEqual({ machine: 4000, stolen: 50 });
  });

  it('never goes below nothing, and says nothing where a reading lacks', () => {
    const back = { busyMs: 5010, stolenMs: 100, totalMs: 9990 };
    expect(machineBetween(before, back, { lab: 20, engine: 0 })).toEqual({ machine: 0, stolen: 0, others: 0 });
    expect(machineBetween(undefined, before, { lab: 20, engine: 0 })).toEqual({});
  });
});

it('a machine is never busier than it can be', async ({ skip }) => {
  const seen = await machineCpu();
  if (seen === undefined)
    return skip('only Linux tells what the whole machine does, and here the lab may use a part of it');
  expect(seen.busyMs).toBeGreaterThan(0);
  expect(seen.busyMs + seen.stolenMs).toBeLessThanOrEqual(seen.totalMs);
});
