import { describe, expect, it } from 'vitest';
import { type CollectionReport, untilIndexed } from 'vexlab/dist/engines/qdrant/until-indexed';
import { unindexed } from 'vexlab/dist/engines/qdrant/unindexed';

const green: CollectionReport = {
  status: 'green',
  optimizer_status: 'ok',
  points_count: 1000,
  indexed_vectors_count: 1000,
  segments_count: 2,
  config: { optimizer_config: { indexing_threshold: 1 } },
};

/** Gives one report after another, and the last one again and again. */
function reports(...all: Partial<CollectionReport>[]) {
  const seen = { asked: 0, woken: 0 };
  const info = (): Promise<CollectionReport> =>
    Promise.resolve({ ...green, ...all[Math.min(seen.asked++, all.length - 1)] });
  const wake = (): Promise<void> => Promise.resolve(void seen.woken++);
  return { seen, info, wake, dim: 128 };
}

describe('waiting for the index', () => {
  it('ends at green, not at yellow', async () => {
    const { seen, ...waiting } = reports({ status: 'yellow' }, { status: 'yellow' }, {});
    await untilIndexed(waiting);
    expect(seen).toEqual({ asked: 3, woken: 0 });
  });

  it('wakes what waits for an update since the server was started', async () => {
    const { seen, ...waiting } = reports({ status: 'grey' }, { status: 'yellow' }, {});
    await untilIndexed(waiting);
    expect(seen).toEqual({ asked: 3, woken: 1 });
  });

  it('does not believe green while more vectors lack an index than may', async () => {
    const { seen, ...waiting } = reports({ indexed_vectors_count: 0 }, { indexed_vectors_count: 997 }, {});
    await untilIndexed(waiting);
    expect(seen.asked).toBe(3);
    const never = reports({ indexed_vectors_count: 0 });
    const rejected = untilIndexed({ ...never, doubtMs: 0 });
    await expect(rejected).rejects.toMatchObject({ code: 'not-indexed' });
    await expect(rejected).rejects.toThrow('1000 of 1000 vectors in 2 segments lack an index, where at most 2 may');
  });

  it('tells an optimization that failed', async () => {
    const waiting = reports({ status: 'red', optimizer_status: { error: 'disk on fire' } });
    const rejected = untilIndexed(waiting);
    await expect(rejected).rejects.toMatchObject({ code: 'engine-error' });
    await expect(rejected).rejects.toThrow('an optimization failed (disk on fire)');
  });

  it('ends when it is told to', async () => {
    const ending = new AbortController();
    const waiting = untilIndexed({ ...reports({ status: 'yellow' }), signal: ending.signal });
    ending.abort(new Error('enough'));
    await expect(waiting).rejects.toMatchObject({ cause: new Error('enough') });
    await expect(untilIndexed({ ...reports({}), signal: ending.signal })).rejects.toThrow('enough');
  });
});

it.each([
  // A kB holds 2 vectors of 128 components: one may lack an index in each of 2 segments, then it gets one.
  [1, 128, 2],
  [1, 256, 0],
  [1, 1536, 0],
  [10_000, 128, 39_998],
  [1, 24, 20],
])('says that below %i kB of vectors of %i components %i may lack an index', (indexing_threshold, dim, most) => {
  expect(unindexed({ points: 50, indexed: 20, segments: 2, indexing_threshold, dim })).toEqual({ lacking: 30, most });
});
