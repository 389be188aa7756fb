import type { Vectors } from '../datasets/dataset';

/** How many rows hold the very same components, bit for bit, as an earlier row. */
export function duplicateRows({ n, dim, data }: Vectors): number {
  const rowBytes = dim * data.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, n * rowBytes);
  const size = 2 ** Math.ceil(Math.log2(2 * n + 1));
  // Open addressing: each slot holds a row plus one, 0 where it is empty.
  const slots = new Uint32Array(size);
  let duplicates = 0;
  for (let row = 0; row < n; row++) {
    let slot = hash(bytes, row * rowBytes, rowBytes) & (size - 1);
    while (slots[slot] !== 0 && !equal(bytes, row * rowBytes, ((slots[slot] as number) - 1) * rowBytes, rowBytes)) {
      slot = (slot + 1) & (size - 1);
    }
    if (slots[slot] === 0) slots[slot] = row + 1;
    else duplicates++;
  }
  return duplicates;
}

/** FNV-1a, 32 bits, with a last mix for its low bits. */
function hash(bytes: Uint8Array, at: number, length: number): number {
  let value = 0x811c9dc5;
  for (let i = at; i < at + length; i++) value = Math.imul(value ^ (bytes[i] as number), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return value ^ (value >>> 13);
}

function equal(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[a + i] !== bytes[b + i]) return false;
  return true;
}
