import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What the head of an index file says. */
export interface IndexFile {
  readonly M: number;
  readonly efConstruction: number;
  /** Whether every byte is there that the head promises. */
  readonly complete: boolean;
}

/** Six size_t, two int32, then maxM, maxM0, M, mult and efConstruction of 8 bytes each. */
const headBytes = 96;

/**
 * Reads what `saveIndex` of hnswalg.h wrote: the head, for each vector a block of equal size, then for each vector the
 * length (uint32) of its upper links and the links. The library notices neither that it could not write, nor survives
 * reading what is not whole: its process ends with a segmentation fault.
 */
export function readIndexFile(file: string): IndexFile {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const head = Buffer.alloc(headBytes);
    if (readSync(descriptor, head, 0, headBytes, 0) < headBytes) return { M: 0, efConstruction: 0, complete: false };
    const vectors = Number(head.readBigUInt64LE(16));
    const linksAt = headBytes + vectors * Number(head.readBigUInt64LE(24));
    const links = Buffer.alloc(Math.max(0, size - linksAt));
    readSync(descriptor, links, 0, links.length, linksAt);
    return {
      M: Number(head.readBigUInt64LE(72)),
      efConstruction: Number(head.readBigUInt64LE(88)),
      complete: size >= linksAt && endOfLinks(links, vectors) === links.length,
    };
  } finally {
    closeSync(descriptor);
  }
}

/** Where the links of that many vectors end, or would end. */
function endOfLinks(links: Buffer, vectors: number): number {
  let at = 0;
  for (let vector = 0; vector < vectors; vector++) {
    if (at + 4 > links.length) return Infinity;
    at += 4 + links.readUInt32LE(at);
  }
  return at;
}
