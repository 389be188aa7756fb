import { expect, it } from 'vitest';
import { encodeBatch } from 'vexlab/dist/engines/pgvector/copy';

it('writes a batch as the bytes that COPY reads', () => {
  const bytes = encodeBatch(
    {
      ids: Uint32Array.of(1, 4_294_967_295),
      vectors: Float32Array.of(1, -2, 0.5, 3),
      attributes: [
        { name: 'é', size: 1.5, there: true },
        { name: null, there: false },
      ],
    },
    [
      ['name', 'text'],
      ['size', 'number'],
      ['there', 'boolean'],
    ],
  );
  const fields = (...hex: string[]): string => hex.join('');
  expect(bytes.toString('hex')).toBe(
    fields(
      '5047434f50590aff0d0a00',
      '00000000' + '00000000',
      '0005',
      '00000008' + '0000000000000001',
      '0000000c' + '0002' + '0000' + '3f800000' + 'c0000000',
      '00000002' + 'c3a9',
      '00000008' + '3ff8000000000000',
      '00000001' + '01',
      '0005',
      '00000008' + '00000000ffffffff',
      '0000000c' + '0002' + '0000' + '3f000000' + '40400000',
      'ffffffff',
      'ffffffff',
      '00000001' + '00',
      'ffff',
    ),
  );
});
