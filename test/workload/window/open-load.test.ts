import { expect, it } from 'vitest';
import { openLoad } from 'vexlab/dist/workload/window/open-load';

const ms = (...values: number[]): Float64Array => Float64Array.from(values, (value) => value * 1e6);

const inFlight = { mean: 1.25, samples: 4 };

it('counts what was answered within the window, and what was still to be answered at its middle and its end', () => {
  // Due at 0, 25, 50, 75 of 100 ms; answered at 10, 60, 150; the third fails at 55.
  const load = openLoad(
    ms(0, 25, 50, 75),
    { latencies: ms(10, 35, 5, 75), failed: Uint8Array.of(0, 0, 1, 0), mostInFlight: 2, inFlight },
    100,
  );
  expect(load).toEqual({
    mostInFlight: 2,
    inFlight,
    lastDueNs: 75e6,
    answeredInTime: 2,
    secondHalf: { due: 1, answered: 1 },
    backlog: { middle: 2, end: 1 },
  });
});
