import { badFile } from '../bad-file';
import type { ScalarType, Vectors } from '../dataset';
import { allocateVectors } from '../shared-vectors';
import { inPieces, withFile } from './file-bytes';
import type { ReadOptions } from './format';

/** No vector of any published set comes near; a larger one means that the file is something else. */
const largestDim = 1 << 20;

/**
 * Reads TEXMEX's fvecs, bvecs or ivecs (http://corpus-texmex.irisa.fr): each row is its dimension as a little-endian
 * int32, then its components. The dimension of every row is checked. Streams pieces of some MiB into the result.
 * @param type how a component is stored; ivecs give their 32 bits in a float32 array's place, see `readIvecs`
 * @param kind what the file should be, as in a sentence
 */
export async function readVecs(file: string, type: ScalarType, kind: string, options: ReadOptions): Promise<Vectors> {
  return withFile(file, kind, async (source) => {
    const head = new Int32Array(1);
    if (source.size < 4) throw badFile(file, `its ${source.size} bytes hold no row`, `give ${kind}`);
    await source.readInto(new Uint8Array(head.buffer), 0);
    const dim = head[0] as number;
    if (dim < 1 || dim > largestDim) throw badFile(file, `row 0 says ${dim} dimensions: it is not ${kind}`, 'check it');
    const size = type === 'uint8' ? 1 : 4;
    const rowBytes = 4 + dim * size;
    const n = Math.floor(source.size / rowBytes);
    const vectors = allocateVectors(file, type, n, dim);
    const rowsAtOnce = Math.max(1, Math.floor((1 << 22) / rowBytes));
    const piece = new Uint8Array(rowsAtOnce * rowBytes);
    const dims = new DataView(piece.buffer);
    const components = size === 1 ? piece : new Float32Array(piece.buffer);
    await inPieces({ file, total: n * rowBytes, piece: piece.length }, options, async (start, length) => {
      await source.readInto(piece.subarray(0, length), start);
      for (let at = 0; at < length; at += rowBytes) {
        const row = (start + at) / rowBytes;
        if (dims.getInt32(at, true) !== dim) throw otherDim(file, row, start + at, dims.getInt32(at, true), dim);
        const from = (at + 4) / size;
        vectors.data.set(components.subarray(from, from + dim), row * dim);
      }
    });
    const rest = source.size - n * rowBytes;
    if (rest === 0) return vectors;
    throw badFile(
      file,
      `row ${n}, at byte ${n * rowBytes}, has ${rest} of ${rowBytes} bytes: cut short`,
      'get it again',
    );
  });
}

function otherDim(file: string, row: number, byte: number, found: number, dim: number): Error {
  return badFile(
    file,
    `row ${row}, at byte ${byte}, says ${found} dimensions, row 0 says ${dim}`,
    'check that it is of the type that its extension says, and whole',
  );
}
