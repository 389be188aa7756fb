import { describe, expect, it } from 'vitest';
import { drift } from 'vexlab/dist/analysis/drift';
import { decodeHistogram } from 'vexlab/dist/measure/histogram';
import type { Behaviour } from 'vexlab/dist/workload/load/behaviour';
import { referenceDesk } from 'vexlab/dist/workload/load/reference-desk';
import { arrivalTimes } from 'vexlab/dist/workload/loops/arrivals';
import { openLoop } from 'vexlab/dist/workload/loops/open-loop';
import { cutSlices } from 'vexlab/dist/workload/score/cut-slices';
import { VirtualClock } from '../virtual-clock';

const [rate, slices, sliceMs] = [20, 24, 5000];

/** The p50 of each slice of an open loop at a server of known behaviour: no run of this ever differs from another. */
async function p50s(behaviour: Behaviour): Promise<number[]> {
  const clock = new VirtualClock();
  const sleep = (ns: number): Promise<void> => clock.sleep(ns - clock.now());
  const desk = referenceDesk(behaviour, clock, sleep);
  const durationMs = slices * sliceMs;
  const due = arrivalTimes('poisson', rate, durationMs, 4);
  const seen = await openLoop({
    ...{ due, k: 1, queries: [Float32Array.of(0)], first: 0, clock, mostInFlight: 1000, graceMs: 10_000 },
    until: (_, ns) => sleep(ns),
    async search() {
      await desk.serve();
      return { ids: [1] };
    },
  });
  const cut = cutSlices({ seen, due, answers: {}, durationMs, slices });
  expect(cut.reduce((sum, { requests }) => sum + requests, 0)).toBe(due.length);
  return cut.map(({ histograms }) => decodeHistogram(histograms.response).getValueAtPercentile(50) / 1e6);
}

describe('a long load in virtual time, at random moments, on a server with a queue', () => {
  it('shows no drift where the service stays as it is', async () => {
    const found = drift(await p50s({ serviceMs: 20, limit: 1 }), sliceMs);
    expect(found).toMatchObject({ state: 'judged', verdict: 'no drift shown' });
  }, 60_000);

  it('shows the drift of a service that grows, as large as it is', async () => {
    const growsMs = 0.5;
    const found = drift(await p50s({ serviceMs: 20, growsMs }), sliceMs);
    if (found.state !== 'judged' || found.by === 'change') throw new Error(found.why);
    expect(found.verdict).toBe('rises');
    expect(found.perHour.low).toBeGreaterThan(0);
    expect(found.perHour.low).toBeLessThanOrEqual(growsMs * 3600);
    expect(found.perHour.high).toBeGreaterThanOrEqual(growsMs * 3600);
    expect(found.perHour.value / 3600).toBeCloseTo(growsMs, 1);
  }, 60_000);
});
