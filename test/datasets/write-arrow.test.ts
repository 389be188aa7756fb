import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { arrayAttribute } from 'vexlab/dist/datasets/attribute';
import { arrow } from 'vexlab/dist/datasets/formats/arrow';
import { writeArrow } from 'vexlab/dist/datasets/write-arrow';
import { tempFolder } from './temp-folder';

const temp = tempFolder();
const n = 40;
const attributes = [
  arrayAttribute(
    'text',
    Array.from({ length: n }, (_, i) => (i === 1 ? null : `text ${i}`)),
  ),
  arrayAttribute(
    'topic',
    Array.from({ length: n }, (_, i) => `topic ${i % 3}`),
  ),
  arrayAttribute(
    'count',
    Array.from({ length: n }, (_, i) => i - 20),
  ),
  arrayAttribute(
    'share',
    Array.from({ length: n }, (_, i) => i / 8),
  ),
  arrayAttribute(
    'flag',
    Array.from({ length: n }, (_, i) => i % 2 === 0),
  ),
];
const ids = Uint32Array.from({ length: n }, (_, i) => 4294967295 - i);

describe('writing Arrow', () => {
  for (const [type, data] of [
    ['float32', Float32Array.from({ length: n * 3 }, (_, i) => i / 7)],
    ['uint8', Uint8Array.from({ length: n * 3 }, (_, i) => i)],
    ['float16', Uint16Array.from({ length: n * 3 }, (_, i) => 0x3c00 + i)],
  ] as const) {
    it(`gives back ${type} vectors, ids, attributes and the metric`, async () => {
      const file = join(temp, `${type}.arrow`);
      await writeArrow(file, { vectors: { n, dim: 3, type, data }, ids, metric: 'cosine', attributes });
      const read = await arrow.read([file], {});
      expect(read.vectors).toMatchObject({ n, dim: 3, type });
      expect([...read.vectors.data]).toEqual([...data]);
      expect([...(read.ids ?? [])]).toEqual([...ids]);
      expect(read.metric).toBe('cosine');
      for (const written of attributes) {
        const back = read.attributes.get(written.name);
        expect(back?.type).toBe(written.type);
        expect(Array.from(ids, (_, row) => back?.get(row))).toEqual(Array.from(ids, (_, row) => written.get(row)));
      }
    });
  }

  it('gives the same bytes for the same parts', async () => {
    const parts = {
      vectors: { n, dim: 1, type: 'uint8', data: new Uint8Array(n) },
      ids,
      metric: 'l2',
      attributes,
    } as const;
    const [a, b] = [join(temp, 'a.arrow'), join(temp, 'b.arrow')];
    await writeArrow(a, parts);
    await writeArrow(b, parts);
    expect(readFileSync(a).equals(readFileSync(b))).toBe(true);
  });
});
