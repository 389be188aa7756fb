import { describe, expect, it } from 'vitest';
import { freshRows, staleAnswers } from 'vexlab/dist/workload/checks/mixed-checks';

describe('stale answers', () => {
  it.each([
    [{ stale: 0, searches: 300, deletes: 80 }, false, 'pass'],
    [{ stale: 2, searches: 300, deletes: 80 }, false, 'fail'],
    [{ stale: 2, searches: 300, deletes: 80 }, true, 'warn'],
    [{ stale: 0, searches: 0, deletes: 80 }, false, 'warn'],
    [{ stale: 0, searches: 300, deletes: 0 }, false, 'warn'],
  ])('%j, eventual %s: %s', (of, eventual, verdict) => {
    expect(staleAnswers(of, eventual)).toMatchObject({ check: 'stale-answers', verdict, numbers: of });
  });

  it('are not known where nothing was searched', () => {
    const { advice } = staleAnswers({ stale: 0, searches: 0, deletes: 80 }, false);
    expect(advice).toContain('0 searches were made and 80 deletes acknowledged: nothing is known');
  });
});

describe('fresh rows', () => {
  const rest = { due: 1000, missed: 10 };

  it.each([
    [{ due: 100, missed: 6 }, 'pass'],
    [{ due: 100, missed: 7 }, 'warn'],
    [{ due: 0, missed: 0 }, 'warn'],
  ])('%j: %s', (fresh, verdict) => {
    expect(freshRows({ fresh, rest }, false)).toMatchObject({ check: 'fresh-rows', verdict });
  });

  it('are not known where no search had to find one', () => {
    const { advice } = freshRows({ fresh: { due: 0, missed: 0 }, rest }, false);
    expect(advice).toContain('nothing is known of fresh rows');
  });
});
