import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { glove } from 'vexlab/dist/datasets/formats/glove';
import { labErrorOf } from '../lab-error-of';
import { tempFolder } from '../temp-folder';

const file = join(tempFolder(), 'glove.txt');
const read = (text: string) => {
  writeFileSync(file, text);
  return glove.read([file], {});
};

describe('GloVe text', () => {
  it('reads words and numbers', async () => {
    const { vectors, attributes } = await read('the 0.5 -1 2e-1\n, 3 4 5\né\u2028x 6 7 8\n');
    expect(vectors).toMatchObject({ n: 3, dim: 3, type: 'float32' });
    expect(vectors.data).toEqual(Float32Array.of(0.5, -1, 0.2, 3, 4, 5, 6, 7, 8));
    expect([0, 1, 2].map((row) => attributes.get('word')?.get(row))).toEqual(['the', ',', 'é\u2028x']);
  });

  it('takes words with spaces in them, as glove.840B has', async () => {
    const { attributes } = await read('the 1 2\n. . . 3 4\n');
    expect(attributes.get('word')?.get(1)).toBe('. . .');
  });

  it('reads lines across the pieces that it is read in', async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `word${i} ${i} ${i / 8} -1.25 0.125\n`);
    const { vectors, attributes } = await read(lines.join(''));
    expect(vectors.n).toBe(60_000);
    expect([...vectors.data.subarray(-4)]).toEqual([59_999, 59_999 / 8, -1.25, 0.125]);
    expect(attributes.get('word')?.get(59_999)).toBe('word59999');
  });

  const refused: readonly [string, string, string][] = [
    ['too few numbers', 'a 1 2\nb 3\n', 'row 1, at byte 6, has 1 numbers, row 0 has 2'],
    ['too many numbers', 'a 1 2\nb 3 4 5\n', 'row 1, at byte 6, has 3 numbers, row 0 has 2'],
    ['a word for a number', 'a 1 2\nb 3 x\n', 'row 1, at byte 6, has "x" as number 1'],
    ['an empty line', 'a 1 2\n\nb 3 4\n', 'row 1, at byte 6, has 0 numbers'],
    ['a last line that is cut', 'a 1 2\nb 3 4', 'it may be cut short'],
  ];
  for (const [what, text, message] of refused) {
    it(`refuses ${what}`, async () => {
      expect((await labErrorOf(read(text))).message).toContain(message);
    });
  }
});
