import { endianness } from 'node:os';

/** Arrays of a record travel as base64 of their little-endian bytes. */
const swapped = endianness() === 'BE';

const bytesOf = (array: Uint16Array | Uint32Array): Buffer =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength);

/** Base64 of little-endian uint32. */
export function packUint32(array: Uint32Array): string {
  return (swapped ? Buffer.from(bytesOf(array)).swap32() : bytesOf(array)).toString('base64');
}

/** Base64 of little-endian uint16. */
export function packUint16(array: Uint16Array): string {
  return (swapped ? Buffer.from(bytesOf(array)).swap16() : bytesOf(array)).toString('base64');
}

/** Reads {@link packUint32}'s text. */
export function unpackUint32(text: string): Uint32Array {
  const array = new Uint32Array(Buffer.byteLength(text, 'base64') >>> 2);
  const bytes = bytesOf(array);
  bytes.write(text, 'base64');
  if (swapped) bytes.swap32();
  return array;
}

/** Reads {@link packUint16}'s text. */
export function unpackUint16(text: string): Uint16Array {
  const array = new Uint16Array(Buffer.byteLength(text, 'base64') >>> 1);
  const bytes = bytesOf(array);
  bytes.write(text, 'base64');
  if (swapped) bytes.swap16();
  return array;
}
