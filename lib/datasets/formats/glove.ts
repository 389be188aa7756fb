import { arrayAttribute } from '../attribute';
import { badFile } from '../bad-file';
import type { Vectors } from '../dataset';
import { allocateVectors } from '../shared-vectors';
import { headRows } from '../vectors';
import { withFile } from './file-bytes';
import type { FileContents, Format } from './format';
import { decimal } from './decimal';
import { countLines, eachLine } from './text-lines';

const kind = 'a GloVe text file';

/**
 * GloVe's text (https://nlp.stanford.edu/projects/glove/): on each line a word, then its numbers, separated by one
 * space. Words are compared by cosine. A few words hold spaces themselves, so the numbers are counted from the end.
 */
export const glove: Format = {
  name: 'glove',
  title: kind,
  extensions: ['.txt'],
  metric: 'cosine',
  read: ([file = ''], options) =>
    withFile(file, kind, async (source): Promise<FileContents> => {
      const lines = await countLines(source, options);
      const words: string[] = [];
      let vectors: Vectors | undefined;
      await eachLine(source, options, (line, byte) => {
        const fields = line.split(' ');
        vectors ??= allocateVectors(file, 'float32', lines, fields.length - 1);
        words.push(readLine(file, fields, vectors, words.length, byte));
      });
      if (!vectors) throw badFile(file, 'it has no line');
      const attributes = new Map([['word', arrayAttribute('word', words)]]);
      return { vectors: headRows(vectors, words.length), attributes };
    }),
};

function readLine(file: string, fields: string[], { dim, data }: Vectors, row: number, byte: number): string {
  const where = `row ${row}, at byte ${byte},`;
  const wordFields = fields.length - dim;
  if (dim < 1 || wordFields < 1) {
    throw badFile(file, `${where} has ${fields.length - 1} numbers, row 0 has ${dim}`, `give ${kind}`);
  }
  for (let i = 1; i < wordFields; i++) {
    if (decimal(fields[i] as string) === undefined) continue;
    throw badFile(file, `${where} has ${fields.length - 1} numbers, row 0 has ${dim}`, `give ${kind}`);
  }
  for (let j = 0; j < dim; j++) {
    const text = fields[wordFields + j] as string;
    const value = decimal(text);
    if (value === undefined) throw badFile(file, `${where} has "${text}" as number ${j}`, 'mend or remove that row');
    data[row * dim + j] = value;
  }
  return fields.slice(0, wordFields).join(' ');
}
