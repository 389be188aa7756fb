import { extname } from 'node:path';
import { badFile } from './bad-file';
import { formats } from './formats';
import { withFile } from './formats/file-bytes';
import type { Format } from './formats/format';

/**
 * The format that the extension names, checked against the file's first bytes: a file that carries another format's
 * mark is mislabelled, and read as what it says it would give numbers without sense.
 */
export async function formatOf(file: string): Promise<Format> {
  const extension = extname(file).toLowerCase();
  const named = formats.find(({ extensions }) => extensions.includes(extension));
  const marked = await formatByMark(file);
  if (!named) {
    const known = formats.flatMap(({ extensions }) => extensions).join(' ');
    const looks = marked ? `it looks like ${marked.title}: name it ${marked.extensions[0]}` : `use one of ${known}`;
    throw badFile(file, `the extension "${extension}" names no known format`, looks);
  }
  if (marked && marked !== named) {
    throw badFile(file, `it is ${marked.title}, its extension says ${named.title}`, `name it ${marked.extensions[0]}`);
  }
  return named;
}

async function formatByMark(file: string): Promise<Format | undefined> {
  const head = await withFile(file, 'a file of vectors', async (source) => {
    const bytes = Buffer.alloc(Math.min(source.size, 16));
    await source.readInto(bytes, 0);
    return bytes;
  });
  return formats.find(({ magic }) => magic && head.subarray(0, magic.length).equals(magic));
}
