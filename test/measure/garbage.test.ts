import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { watchGarbage } from 'vexlab/dist/measure/garbage';

/** Garbage of a hundred mebibytes: more than any young generation holds. */
const litter = (): number => {
  let total = 0;
  for (let i = 0; i < 800; i += 1) total += Array.from({ length: 16_384 }, (_, j) => j + i).length;
  return total;
};

describe('watchGarbage', () => {
  it('counts the collections of a window that makes garbage, and their time', async () => {
    const watch = watchGarbage();
    expect(litter()).toBe(800 * 16_384);
    const load = await watch.stop();
    expect(load.gcCount).toBeGreaterThan(0);
    expect(load.gcMs).toBeGreaterThan(0);
  });

  it('leaves out what was collected before the window', async () => {
    litter();
    const watch = watchGarbage();
    const load = await watch.stop();
    expect(load.gcCount).toBe(0);
    expect(load.gcMs).toBe(0);
  });

  it('sees a heap that grew', async () => {
    const watch = watchGarbage();
    const kept = Array.from({ length: 1_000_000 }, (_, i) => ({ i }));
    await sleep(1);
    const { heapBefore, heapAfter } = await watch.stop();
    expect(kept).toHaveLength(1_000_000);
    expect(heapAfter - heapBefore).toBeGreaterThan(8_000_000);
  });
});
