import { expect, it } from 'vitest';
import { patience, Silence } from 'vexlab/dist/workload/loops/silence';

const refused = new Error('connect refused');
const fail = (silence: Silence, times: number): void => {
  for (let time = 0; time < times; time += 1) silence.goesOn(refused);
};

/** Two loops that share the last answer, and the clock of both in seconds. */
function twoThreads() {
  const shared = new Int32Array(1);
  let now = 0;
  const [one, other] = [new Silence(shared), new Silence(shared)];
  return { one, other, clock: { now: () => now * 1e9 }, at: (seconds: number) => (now = seconds) };
}

it('counts no failure from before another thread was answered', () => {
  const { one, other, clock, at } = twoThreads();
  fail(one, patience.failures);
  other.broken(60e9);
  at(65.1);
  expect([one.tooLong(clock), one.failed]).toEqual([false, 0]);
  fail(one, 1);
  expect([one.tooLong(clock), one.failed]).toEqual([false, 1]);
  fail(one, patience.failures - 2);
  expect(one.tooLong(clock)).toBe(false);
  fail(one, 1);
  expect(one.tooLong(clock)).toBe(true);
});

it('counts from the answer on where it first hears of it by a failure', () => {
  const { one, other, clock, at } = twoThreads();
  fail(one, patience.failures);
  other.broken(60e9);
  fail(one, 1);
  at(65.1);
  expect([one.tooLong(clock), one.failed]).toEqual([false, 1]);
});

it('is too long only by time and failures together', () => {
  const { one, clock, at } = twoThreads();
  fail(one, patience.failures);
  at(4.9);
  expect(one.tooLong(clock)).toBe(false);
  at(5);
  expect(one.tooLong(clock)).toBe(true);
  one.broken(5e9);
  at(20);
  expect(one.tooLong(clock)).toBe(false);
});
