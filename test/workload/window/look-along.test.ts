import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { lookAlong } from 'vexlab/dist/workload/window/look-along';

/** Resolves at the so many-th look. */
function counted(enough: number) {
  const times: number[] = [];
  let seen: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (seen = resolve));
  const look = (ms: number): Promise<void> => {
    if (times.push(ms) >= enough) seen();
    return Promise.resolve();
  };
  return { times, reached, look };
}

describe('looking on while work is done', () => {
  it('looks again and again until the work ends, and not any more', async () => {
    const { times, reached, look } = counted(3);
    expect(await lookAlong(look, () => reached.then(() => 'done'))).toBe('done');
    const seen = times.length;
    expect(times).toEqual([...times].sort((a, b) => a - b));
    await wait(300);
    expect(times).toHaveLength(seen);
  });

  it('waits for a look that is under way when the work ends', async () => {
    let [begin, ended]: [() => void, boolean] = [() => undefined, false];
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const slow = async (): Promise<void> => {
      begin();
      await wait(50);
      ended = true;
    };
    await lookAlong(slow, () => begun);
    expect(ended).toBe(true);
  });

  it('rejects with what the work threw, before what a look threw', async () => {
    const broken = counted(1);
    const failing = async (ms: number): Promise<void> => {
      await broken.look(ms);
      throw new Error('cannot look');
    };
    await expect(lookAlong(failing, () => broken.reached)).rejects.toThrow('cannot look');
    const both = lookAlong(failing, () => Promise.reject(new Error('work broke')));
    await expect(both).rejects.toThrow('work broke');
  });
});
