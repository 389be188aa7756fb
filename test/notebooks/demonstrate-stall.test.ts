import { expect, it } from 'vitest';
import { demonstrateStall } from 'vexlab/dist/notebook/demonstrate-stall';
import { queueTakeaway, stallTakeaway } from 'vexlab/dist/notebook/load-takeaways';
import { stallTable } from 'vexlab/dist/notebook/tables/stall-table';
import { summariseOpen } from 'vexlab/dist/analysis/summarise-open';
import { plausibleLoops } from '../views/fixture-open-records';

it('shows a stall to an open loop in every request due in it, and to a closed loop in one', async () => {
  const seen = await demonstrateStall({ serviceMs: 10, stallMs: 1000, rate: 50, seconds: 4 });
  expect(seen.open.requests).toBe(200);
  // Of the 50 due in the stall those of its first half waited longer than half of it.
  expect(seen.open.slow).toBeGreaterThanOrEqual(25);
  // Of the stall a request waits what is left of it: a busy client asks late.
  expect(seen.closed.longestMs).toBeGreaterThanOrEqual(seen.asked.stallMs / 2);
  expect(seen.closed.slow).toBeLessThan(seen.open.slow);
  expect(seen.advice).toContain('a closed loop is blind to stalls');
  // Too few requests for a p99.
  expect([seen.open.p99Ms, seen.closed.p99Ms]).toEqual([undefined, undefined]);
  expect(stallTakeaway(seen)).toMatch(/^The server stood still for 1,000 ms of 4.00 s\. The open loop saw it in /);
  expect(stallTable(seen).text()).toContain('closed, 1 client');
}, 30_000);

it('says what a mean leaves out, at the highest rate held', () => {
  const text = queueTakeaway(summariseOpen(plausibleLoops()));
  expect(text).toMatch(/^HNSW in process at 1,600\/s: 0\.\d+ ms in the mean, and one request in a hundred waits 1\.14 ms/);
  expect(text).toContain('Vector server at 400/s: ');
});
