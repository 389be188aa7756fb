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
  const watch = await watchEventLoop();
  await sleep(60);
  const { utilisation } = await watch.stop();
  expect(utilisation).toBeLessThan(0.5);
});
