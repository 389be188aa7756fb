import { badFile } from '../bad-file';
import { inPieces, type FileBytes } from './file-bytes';
import type { ReadOptions } from './format';

const newline = 10;
const piece = 1 << 20;

/**
 * How many line ends a text file has. The last line must have one: a file that stops inside a number would else give
 * a shorter number, and nobody would see it.
 */
export async function countLines(source: FileBytes, { signal }: ReadOptions): Promise<number> {
  const { file, size } = source;
  const buffer = Buffer.alloc(Math.min(piece, size));
  let lines = 0;
  let last = 0;
  await inPieces({ file, total: size, piece }, signal ? { signal } : {}, async (start, length) => {
    await source.readInto(buffer.subarray(0, length), start);
    for (let at = buffer.indexOf(newline); at >= 0 && at < length; at = buffer.indexOf(newline, at + 1)) lines++;
    last = buffer[length - 1] as number;
  });
  if (last === newline) return lines;
  throw badFile(file, 'its last line has no line end, so it may be cut short', 'get it again, or add the line end');
}

/** Calls `each` with every line, without its end (LF or CRLF), and the byte where it begins. */
export async function eachLine(
  source: FileBytes,
  options: ReadOptions,
  each: (line: string, byte: number) => void,
): Promise<void> {
  const { file, size } = source;
  const buffer = Buffer.alloc(Math.min(piece, size));
  let rest: Buffer = Buffer.alloc(0);
  await inPieces({ file, total: size, piece }, options, async (start, length) => {
    await source.readInto(buffer.subarray(0, length), start);
    // The rest of the piece before holds no line end.
    const bytes = Buffer.concat([rest, buffer.subarray(0, length)]);
    const offset = start - rest.length;
    let from = 0;
    for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, from)) {
      const end = at > from && bytes[at - 1] === 13 ? at - 1 : at;
      each(bytes.toString('utf8', from, end), offset + from);
      from = at + 1;
    }
    rest = bytes.subarray(from);
  });
}
