import { footer, header, message } from './arrow-shapes';
import { FlatbufferVerifier } from './flatbuffer-verifier';

/** The mark at both ends of a file, and the padding after the first. */
export const fileMark = 'ARROW1';
const continuation = 0xffffffff;

/**
 * Checks the frame of an Arrow file or stream: every message lies inside the bytes, and so do the buffers that it
 * names. Throws RangeError that says where.
 */
export function verifyArrow(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFile = bytes[0] === fileMark.charCodeAt(0);
  if (!isFile) return verifyStream(bytes, view);
  const end = bytes.length - fileMark.length - 4;
  const length = view.getInt32(end, true);
  if (length <= 0 || length > end) throw new RangeError(`its footer of ${length} bytes is outside of the file`);
  const verifier = new FlatbufferVerifier(bytes.subarray(end - length, end));
  const root = verifier.root(footer);
  for (const [index, tag] of [
    [2, header.dictionaryBatch],
    [3, header.recordBatch],
  ] as const) {
    const at = verifier.field(root, index);
    if (at === 0) continue;
    const blocks = verifier.vector(at);
    // A block is its message's position in the file, its metadata's length, and its body's.
    for (let i = 0; i < blocks.length; i++) {
      verifyMessage(bytes, view, Number(view.getBigInt64(end - length + blocks.start + 24 * i, true)), [tag]);
    }
  }
}

function verifyStream(bytes: Uint8Array, view: DataView): void {
  for (let at = 0; at < bytes.length;) {
    const next = verifyMessage(bytes, view, at, Object.values(header));
    if (next === undefined && at + 8 === bytes.length) return;
    if (next === undefined) throw new RangeError(`the stream ends at byte ${at}, before the file does`);
    at = next;
  }
}

/** Checks the message at a byte; gives back where the next begins, undefined at the end mark. */
function verifyMessage(bytes: Uint8Array, view: DataView, at: number, tags: readonly number[]): number | undefined {
  if (at < 0 || at + 8 > bytes.length) throw new RangeError(`a message at byte ${at} is outside of the file`);
  const prefix = view.getUint32(at, true) === continuation ? 8 : 4;
  const length = view.getInt32(at + prefix - 4, true);
  const start = at + prefix;
  if (length === 0) return undefined;
  if (length < 0 || start + length > bytes.length) {
    throw new RangeError(`the message at byte ${at} has a length of ${length}`);
  }
  const verifier = new FlatbufferVerifier(bytes.subarray(start, start + length));
  const root = verifier.root(message);
  const int64 = (position: number) => (position > 0 ? Number(view.getBigInt64(start + position, true)) : 0);
  const body = int64(verifier.field(root, 3));
  if (body < 0 || start + length + body > bytes.length) {
    throw new RangeError(`the message at byte ${at} has a body of ${body} bytes`);
  }
  const tagAt = verifier.field(root, 1);
  const tag = tagAt > 0 ? (bytes[start + tagAt] as number) : 0;
  if (!tags.includes(tag))
    throw new RangeError(`the message at byte ${at} has the type ${tag}, not ${tags.join(' or ')}`);
  const headerAt = verifier.field(root, 2);
  if (headerAt > 0 && tag !== header.schema) {
    const own = verifier.reference(headerAt);
    const dataAt = tag === header.dictionaryBatch ? verifier.field(own, 1) : 0;
    const batch = dataAt > 0 ? verifier.reference(dataAt) : own;
    if (tag === header.recordBatch || dataAt > 0) verifyBatch(verifier, batch, body, at, int64);
  }
  return start + length + body;
}

/** Row counts that the body cannot hold (a bit a row is the least), and buffers outside of it. */
function verifyBatch(
  verifier: FlatbufferVerifier,
  batch: number,
  body: number,
  at: number,
  int64: (position: number) => number,
): void {
  const vectorOf = (index: number) => {
    const position = verifier.field(batch, index);
    return position > 0 ? verifier.vector(position) : { start: 0, length: 0 };
  };
  const nodes = vectorOf(1);
  const counts = [int64(verifier.field(batch, 0))];
  for (let i = 0; i < nodes.length; i++) counts.push(int64(nodes.start + 16 * i));
  const wrong = counts.find((count) => count < 0 || count > 8 * body);
  if (wrong !== undefined) throw new RangeError(`the batch at byte ${at} says ${wrong} rows in ${body} bytes`);
  const buffers = vectorOf(2);
  for (let i = 0; i < buffers.length; i++) {
    const [offset, length] = [int64(buffers.start + 16 * i), int64(buffers.start + 16 * i + 8)];
    if (offset >= 0 && length >= 0 && offset + length <= body) continue;
    throw new RangeError(`buffer ${i} of the batch at byte ${at} is outside of its ${body} bytes`);
  }
}
