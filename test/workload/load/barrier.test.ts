import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { arrive, newBarrier } from 'vexlab/dist/workload/load/barrier';
import { sharedClock } from 'vexlab/dist/workload/load/shared-clock';

describe('a barrier', () => {
  it('lets nobody pass before the last has arrived, and tells all the same start', async () => {
    const barrier = newBarrier();
    const clock = sharedClock();
    const passed: number[] = [];
    const early = [0, 1, 2].map(async (party) => {
      const start = await arrive(barrier, 4, clock);
      passed.push(party);
      return start;
    });
    await sleep(20);
    expect(passed).toEqual([]);
    const before = clock.now();
    const last = await arrive(barrier, 4, clock);
    expect(new Set([last, ...(await Promise.all(early))])).toEqual(new Set([last]));
    expect(last).toBeGreaterThanOrEqual(before);
    expect(passed.sort()).toEqual([0, 1, 2]);
  });
});
