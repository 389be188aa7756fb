import { expect, it, vi } from 'vitest';
import { mustAnswer } from 'vexlab/dist/workload/window/must-answer';

const failed = { errors: 11, requests: 20 };

/** A collection whose first `silent` counts fail, each after two seconds of the clock. */
function counting(silent: number) {
  let [time, counts] = [0, 0];
  const count = (): Promise<number> => {
    counts += 1;
    time += 2e9;
    return counts <= silent ? Promise.reject(new Error('connect refused')) : Promise.resolve(1000);
  };
  return { collection: { count }, clock: { now: () => time }, made: () => counts };
}

it('asks again until the engine counts', async () => {
  const { collection, clock, made } = counting(2);
  await mustAnswer(collection, failed, { clock });
  expect(made()).toBe(3);
});

it('asks for five seconds, however long an answer takes to fail', async () => {
  const { collection, clock, made } = counting(Infinity);
  await expect(mustAnswer(collection, failed, { clock })).rejects.toMatchObject({
    code: 'engine-gone',
    what: '11 of 20 requests failed, and the engine answers no more: connect refused',
  });
  expect(made()).toBe(3);
});

it('ends with the reason of its signal', async () => {
  const ending = new AbortController();
  const { clock } = counting(0);
  const count = (): Promise<number> => {
    ending.abort(new RangeError('time is up'));
    return Promise.reject(new Error('connect refused'));
  };
  await expect(mustAnswer({ count }, failed, { clock, signal: ending.signal })).rejects.toThrow('time is up');
});

it('waits half a minute for a count that never ends', async () => {
  vi.useFakeTimers();
  try {
    const clock = { now: () => Date.now() * 1e6 };
    const count = (): Promise<number> => new Promise(() => undefined);
    const began = Date.now();
    const ended = expect(mustAnswer({ count }, failed, { clock })).rejects.toMatchObject({
      code: 'engine-gone',
      what: '11 of 20 requests failed, and the engine answers no more: count after the window: not done within 30 s; allow more time',
    });
    await vi.runAllTimersAsync();
    await ended;
    expect(Date.now() - began).toBe(30_000);
  } finally {
    vi.useRealTimers();
  }
});
