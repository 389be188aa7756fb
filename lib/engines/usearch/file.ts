import { closeSync, openSync, readSync } from 'node:fs';

/** `scalar_kind_t` of index_plugins.hpp, as far as the lab offers it. */
const scalarKinds: { readonly [kind: number]: string } = { 4: 'bf16', 11: 'f32', 12: 'f16', 23: 'i8' };

/**
 * What the components in an index file are stored as. `save_to_stream` of index_dense.hpp writes the number of vectors and
 * their bytes (two uint32), the vectors, and then its head: `usearch`, three uint16 of its version, metric and scalar kind.
 */
export function scalarKindOf(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const matrix = Buffer.alloc(8);
    readSync(descriptor, matrix, 0, matrix.length, 0);
    const head = Buffer.alloc(15);
    readSync(descriptor, head, 0, head.length, 8 + matrix.readUInt32LE(0) * matrix.readUInt32LE(4));
    if (head.toString('latin1', 0, 7) !== 'usearch') throw new Error(`${file}: no index file of usearch`);
    const kind = head.readUInt8(14);
    return scalarKinds[kind] ?? `kind ${kind}`;
  } finally {
    closeSync(descriptor);
  }
}
