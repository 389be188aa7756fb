import { describe, expect, it } from 'vitest';
import { parquet } from 'vexlab/dist/datasets/formats/parquet';
import { fixture, fixtureRows } from '../fixtures';
import { labErrorOf } from '../lab-error-of';

const doubleColumns = { columns: { embedding: 'openai', id: '_id' } };

describe('Parquet', () => {
  for (const codec of ['none', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4']) {
    it(`reads what pyarrow wrote in three row groups, compression ${codec}`, async () => {
      const { vectors, ids, attributes } = await parquet.read([fixture(`${codec}.parquet`)], {});
      expect(vectors).toMatchObject({ n: 12, dim: 4, type: 'float32' });
      expect(vectors.data).toEqual(fixtureRows);
      expect(vectors.data.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect([...(ids ?? [])]).toEqual(Array.from({ length: 12 }, (_, row) => 100 + row));
      const values = [...attributes].map(([key, a]) => [key, a.type, a.get(3), a.get(6)]);
      expect(values).toEqual([
        ['text', 'string', null, 'text 6 é'],
        ['topic', 'string', 'odd', 'even'],
        ['score', 'number', 0.375, 0.75],
        ['flag', 'boolean', true, true],
      ]);
    });
  }

  it('rounds double lists, and keeps ids that are text as source_id', async () => {
    const { vectors, ids, attributes } = await parquet.read([fixture('double.parquet')], doubleColumns);
    expect(vectors.data).toEqual(fixtureRows);
    expect([...(ids ?? [])].slice(0, 3)).toEqual([0, 1, 2]);
    expect([...attributes.keys()]).toEqual(['source_id']);
    expect(attributes.get('source_id')?.get(7)).toBe('<row 7>');
  });

  it('joins several files in their order, and finds an id that both have', async () => {
    const file = fixture('double.parquet');
    const { vectors, attributes } = await parquet.read([file, file], { columns: { embedding: 'openai' } });
    expect(vectors.n).toBe(24);
    expect([...vectors.data]).toEqual([...fixtureRows, ...fixtureRows]);
    expect(attributes.get('_id')?.get(13)).toBe('<row 1>');
    const error = await labErrorOf(parquet.read([file, file], doubleColumns));
    expect(error.what).toBe('rows 0 and 12 have the same id <row 0>');
  });

  it('names the row of a list that is short or missing', async () => {
    const ragged = await labErrorOf(parquet.read([fixture('ragged.parquet')], {}));
    expect(ragged.message).toMatch(/ragged\.parquet: row 1 has 1 components, row 0 has 2; remove that row$/);
    const none = await labErrorOf(parquet.read([fixture('null.parquet')], {}));
    expect(none.what).toBe('row 1 has null in column embedding, not a list of numbers');
  });
});
