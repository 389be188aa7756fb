import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { watchEventLoop } from 'vexlab/dist/measure/event-loop';

it('sees a loop that was blocked to the end of the window', async () => {
  const watch = await watchEventLoop();
  for (const end = performance.now() + 60; performance.now() < end;);
  const { max, utilisation } = await watch.stop();
  expect(max).toBeGreaterThan(50);
  expect(utilisation).toBeGreaterThan(0.9);
});

it('sees a loop that only waited', async () => {
  // A process that stands still while its loop runs counts as busy, so the idlest of several spans decides: a measure
  // that takes waiting for work does so in every one.
  let idlest = Infinity;
  for (let span = 0; span < 20 && idlest >= 0.5; span += 1) {
    const watch = await watchEventLoop();
    await sleep(60);
    idlest = Math.min(idlest, (await watch.stop()).utilisation);
  }
  expect(idlest).toBeLessThan(0.5);
});
