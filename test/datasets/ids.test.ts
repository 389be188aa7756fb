import { describe, expect, it } from 'vitest';
import { fileIds } from 'vexlab/dist/datasets/ids';

const of = (...values: unknown[]) => fileIds(values.length, (row) => values[row], 'f');

describe('ids of a file', () => {
  it('are taken as they are where they are integers', () => {
    expect(of(7, 0, 4294967295)).toEqual({ ids: Uint32Array.of(7, 0, 4294967295) });
    expect(of(7n, 5n)).toEqual({ ids: Uint32Array.of(7, 5) });
  });

  it('that are text are kept beside row numbers', () => {
    const { ids, sourceId } = of('b', 'a');
    expect([...ids]).toEqual([0, 1]);
    expect([sourceId?.name, sourceId?.type, sourceId?.get(0), sourceId?.get(1)]).toEqual([
      'source_id',
      'string',
      'b',
      'a',
    ]);
  });

  const refused: readonly [unknown[], string][] = [
    [[1, 2, 1], 'f: rows 0 and 2 have the same id 1; give each row its own id'],
    [['x', 'y', 'x'], 'rows 0 and 2 have the same id x'],
    [[0, 4294967296n], 'row 1 has the id 4294967296, not between 0 and 4294967295; store ids as text'],
    [[0, -1], 'row 1 has the id -1, not between'],
    [[0, 1.5], 'row 1 has the id 1.5, not an integer'],
    [[0, null], 'row 1 has the id null, not an integer'],
    [['a', null], 'row 1 has no id'],
  ];
  for (const [values, message] of refused) {
    it(`refuses ${values.map(String).join(', ')}`, () => {
      expect(() => of(...values)).toThrow(message);
    });
  }
});
