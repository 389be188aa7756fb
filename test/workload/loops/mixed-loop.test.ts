import { expect, it } from 'vitest';
import { mixedLoop } from 'vexlab/dist/workload/loops/mixed-loop';
import type { Operation } from 'vexlab/dist/workload/loops/mixed-stream';

const millisecond = 1e6;

it('the time of a write begins when all is ready that the engine is handed', async () => {
  let now = 0;
  // Getting ready takes 5 ms, the engine 1 ms for an insert and 2 ms for a delete.
  const write = (engineMs: number) => () => {
    now += 5 * millisecond;
    return () => {
      now += engineMs * millisecond;
      return Promise.resolve();
    };
  };
  const operations: Operation[] = [
    { kind: 'insert', row: 2 },
    { kind: 'delete', row: 0 },
    { kind: 'search' },
    { kind: 'insert', row: 3 },
  ];
  const seen = await mixedLoop({
    clients: 1,
    requests: 4,
    minMs: 0,
    k: 1,
    first: 0,
    queries: [Float32Array.of(1)],
    clock: { now: () => now },
    search: () => Promise.resolve({ ids: [1] }),
    stream: { next: () => operations.shift(), inserted: () => undefined },
    n: 4,
    there: [0, 1],
    insert: write(1),
    remove: write(2),
  });
  expect(seen.inserts).toMatchObject({ rows: [2, 3], acknowledged: [millisecond, millisecond], failed: [] });
  expect(seen.deletes).toMatchObject({ rows: [0], acknowledged: [2 * millisecond], failed: [] });
});
