import { describe, expect, it } from 'vitest';
import { within } from 'vexlab/dist/workload/run/within';
import { hang } from './hang';

describe('within', () => {
  it('passes on a result and a failure', async () => {
    await expect(within(60_000, undefined, 'work', () => Promise.resolve(7))).resolves.toBe(7);
    await expect(within(60_000, undefined, 'work', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('names work that takes too long, and tells it so', async () => {
    let told: AbortSignal | undefined;
    const late = within(5, undefined, 'counting sheep', (signal) => {
      told = signal;
      return hang();
    });
    await expect(late).rejects.toMatchObject({
      code: 'timed-out',
      where: 'counting sheep',
      what: 'not done within 0.005 s',
    });
    expect(told?.aborted).toBe(true);
  });

  it('ends with the reason of its signal, also one given before', async () => {
    const ending = new AbortController();
    const stopped = within(60_000, ending.signal, 'work', hang);
    ending.abort(new Error('enough'));
    await expect(stopped).rejects.toThrow('enough');
    await expect(within(60_000, ending.signal, 'work', hang)).rejects.toThrow('enough');
  });

  it('takes a limit beyond what a timer can hold', async () => {
    const slow = (): Promise<string> => new Promise((resolve) => setTimeout(() => resolve('done'), 20));
    await expect(within(2 ** 40, undefined, 'work', slow)).resolves.toBe('done');
  });
});
