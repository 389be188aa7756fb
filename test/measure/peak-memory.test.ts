import { once } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { watchPeakMemory } from 'vexlab/dist/measure/peak-memory';
import { heldBytes, holdingChild } from '../holding-child';

const elsewhere =
  process.platform === 'linux' ? undefined : 'only on Linux does the kernel keep such marks for others to read';

describe('the peak of processes', () => {
  beforeEach(({ skip }) => {
    if (elsewhere !== undefined) skip(elsewhere);
  });

  it('holds what was needed for a moment, which no look sees, and nothing of before', async () => {
    const child = await holdingChild();
    const idle = await (await watchPeakMemory([child.pid]))([child.pid]);
    await child.hold();
    await child.free();
    const peakOf = await watchPeakMemory([child.pid]);
    expect((await peakOf([child.pid]))?.bytes).toBeLessThan((idle?.bytes ?? NaN) + 0.5 * heldBytes);
    await child.hold();
    await child.free();
    const peak = await peakOf([child.pid]);
    expect(peak?.processes).toBe(1);
    expect((peak?.bytes ?? NaN) - (idle?.bytes ?? NaN)).toBeGreaterThan(0.9 * heldBytes);
    expect((peak?.bytes ?? NaN) - (idle?.bytes ?? NaN)).toBeLessThan(1.5 * heldBytes);
  });

  it('adds up those of several, one of which came later', async () => {
    const [first, second] = await Promise.all([holdingChild(), holdingChild()]);
    const peakOf = await watchPeakMemory([first.pid]);
    const alone = await peakOf([first.pid]);
    const both = await peakOf([first.pid, second.pid]);
    expect(both?.processes).toBe(2);
    expect(both?.bytes).toBeGreaterThan(alone?.bytes ?? NaN);
  });

  it('is not known where a process of the first is gone, or never was, or there are none', async () => {
    const [first, second] = await Promise.all([holdingChild(), holdingChild()]);
    const peakOf = await watchPeakMemory([first.pid, second.pid]);
    const ended = once(second.process, 'exit');
    await second.end();
    await ended;
    expect(await peakOf([first.pid])).toBeUndefined();
    expect(await peakOf([first.pid, second.pid])).toBeUndefined();
    expect(await (await watchPeakMemory([second.pid]))([second.pid])).toBeUndefined();
    expect(await (await watchPeakMemory([]))([first.pid])).toBeUndefined();
  });
});
