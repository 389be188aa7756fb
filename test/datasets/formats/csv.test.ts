import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csv } from 'vexlab/dist/datasets/formats/csv';
import { labErrorOf } from '../lab-error-of';
import { tempFolder } from '../temp-folder';

const file = join(tempFolder(), 'table.csv');
const read = (text: string, columns?: { embedding?: string; id?: string }) => {
  writeFileSync(file, text);
  return csv.read([file], columns ? { columns } : {});
};

describe('CSV', () => {
  it('reads a JSON list, ids and typed attributes, quoted line ends included', async () => {
    const { vectors, ids, attributes } = await read(
      'id,text,embedding,size,ok\n' +
        '7,"a, ""b""\nc","[1, -2.5e-1]",3,true\n' + // prettier-ignore
        '9,,"[0.5,4]",,false\n',
    );
    expect(vectors).toMatchObject({ n: 2, dim: 2, type: 'float32' });
    expect([...vectors.data]).toEqual([1, -0.25, 0.5, 4]);
    expect([...(ids ?? [])]).toEqual([7, 9]);
    const values = [...attributes].map(([key, a]) => [key, a.type, a.get(0), a.get(1)]);
    expect(values).toEqual([
      ['text', 'string', 'a, "b"\nc', null],
      ['size', 'number', 3, null],
      ['ok', 'boolean', true, false],
    ]);
  });

  it('reads numbered columns in the order of their numbers, whatever their order in the file', async () => {
    const { vectors, attributes } = await read('x1,name,x0,x2\r\n2,one,1,3\r\n5,two,4,6\r\n');
    expect([...vectors.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...attributes.keys()]).toEqual(['name']);
  });

  it('keeps ids that are text as source_id', async () => {
    const { ids, attributes } = await read('key,1,2\na,1,2\nb,3,4\n', { id: 'key' });
    expect([...(ids ?? [])]).toEqual([0, 1]);
    expect(attributes.get('source_id')?.get(1)).toBe('b');
  });

  const refused: readonly [string, string, string][] = [
    ['a cell that is no number', 'x0,x1\n1,2\n3,four\n', 'row 1, column x1 is "four", not a number'],
    ['an empty cell', 'x0,x1\n1,\n', 'row 0, column x1 is "", not a number'],
    ['a list that is no JSON', 'embedding\n"[1,2"\n', 'row 0 has the embedding "[1,2", not a JSON list of numbers'],
    ['lists of different lengths', 'embedding\n"[1,2]"\n"[1]"\n', 'row 1 has 1 components, row 0 has 2'],
    ['a record that is too short', 'x0,x1\n1,2\n3\n', 'Invalid Record Length'],
    ['a gap in the numbers', 'x0,x1,x3\n1,2,3\n', 'its columns x0… lack number 2'],
    ['two families of columns', 'x0,x1,y0,y1\n1,2,3,4\n', 'several families of numbered columns: x0…, y0…'],
    ['no vector at all', 'id,text\n1,a\n', 'neither a column embedding nor numbered columns'],
    ['a header alone', 'x0,x1\n', 'it holds 0 rows below its header'],
    ['a last line without its end', 'x0,x1\n1,2\n3,4', 'its last line has no line end, so it may be cut short'],
    ['an id that is used twice', 'id,x0,x1\n5,1,2\n5,3,4\n', 'rows 0 and 1 have the same id 5'],
    ['an id above 32 bits', 'id,x0,x1\n4294967296,1,2\n', 'row 0 has the id 4294967296, not between 0 and 4294967295'],
    ['a negative id', 'id,x0,x1\n-1,1,2\n', 'row 0 has the id -1'],
    ['an id that is missing', 'id,x0,x1\n1,1,2\n,3,4\n', 'row 1 has the id null, not an integer'],
  ];
  for (const [what, text, message] of refused) {
    it(`refuses ${what}`, async () => {
      const error = await labErrorOf(read(text));
      expect(error.code).toBe('bad-file');
      expect(error.message).toContain(message);
      expect(error.message).not.toContain('\n');
    });
  }
});
