import { badFile } from '../bad-file';
import type { ScalarType, Vectors } from '../dataset';
import { allocateVectors, bytesOf } from '../shared-vectors';
import { inPieces, withFile, type FileBytes } from './file-bytes';
import type { Format, ReadOptions } from './format';

const kind = 'a NumPy .npy file';
const mark = Buffer.from('\x93NUMPY', 'latin1');

/** Little-endian component types; float64 is rounded to float32. */
const types: { readonly [descr: string]: ScalarType | 'float64' } = {
  '<f4': 'float32',
  '<f2': 'float16',
  '<f8': 'float64',
  '|u1': 'uint8',
};

/** NumPy arrays of two dimensions in C order, format versions 1 to 3: https://numpy.org/neps/nep-0001-npy-format.html */
export const npy: Format = {
  name: 'npy',
  title: kind,
  extensions: ['.npy'],
  magic: mark,
  async read([file = ''], options) {
    const vectors = await withFile(file, kind, (source) => readArray(source, options));
    return { vectors, attributes: new Map() };
  },
};

interface Header {
  readonly descr: string;
  readonly n: number;
  readonly dim: number;
  /** Where the components begin. */
  readonly start: number;
}

async function readArray(source: FileBytes, options: ReadOptions): Promise<Vectors> {
  const { file, size } = source;
  const { descr, n, dim, start } = await readHeader(source);
  const stored = types[descr];
  if (stored === undefined) {
    throw badFile(file, `its components are ${descr}`, `save it as one of ${Object.keys(types).join(' ')}`);
  }
  const bytes = n * dim * (stored === 'float64' ? 8 : bytesOf[stored]);
  if (size !== start + bytes) {
    const what = `its header says ${n} × ${dim} ${descr}, ${start + bytes} bytes in all, it has ${size}`;
    throw badFile(file, what, 'get or write it again');
  }
  const vectors = allocateVectors(file, stored === 'float64' ? 'float32' : stored, n, dim);
  const whole = new Uint8Array(vectors.data.buffer);
  const doubles = new Float64Array(stored === 'float64' ? 1 << 19 : 0);
  const piece = doubles.byteLength || 1 << 22;
  await inPieces({ file, total: bytes, piece }, options, async (at, length) => {
    if (stored !== 'float64') return source.readInto(whole.subarray(at, at + length), start + at);
    await source.readInto(new Uint8Array(doubles.buffer, 0, length), start + at);
    vectors.data.set(doubles.subarray(0, length / 8), at / 8);
  });
  return vectors;
}

async function readHeader(source: FileBytes): Promise<Header> {
  const { file } = source;
  const head = Buffer.alloc(12);
  await source.readInto(head.subarray(0, Math.min(12, source.size)), 0);
  if (!head.subarray(0, mark.length).equals(mark))
    throw badFile(file, `it does not begin as ${kind}`, 'check its name');
  const version = head[6] as number;
  if (version < 1 || version > 3) throw badFile(file, `it has the format version ${version}`, 'save it as 1, 2 or 3');
  const [textStart, textLength] = version === 1 ? [10, head.readUInt16LE(8)] : [12, head.readUInt32LE(8)];
  const start = textStart + textLength;
  if (start > source.size) throw badFile(file, `its header of ${textLength} bytes is cut short`, 'get it again');
  const text = Buffer.alloc(textLength);
  await source.readInto(text, textStart);
  return { ...parseHeader(file, text.toString(version === 3 ? 'utf8' : 'latin1')), start };
}

/** The header is a Python dictionary with three keys: `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`. */
function parseHeader(file: string, text: string): Omit<Header, 'start'> {
  const descr = /'descr':\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || shape === undefined) {
    throw badFile(file, `its header ${JSON.stringify(text.trim().slice(0, 80))} is not understood`, 'save it again');
  }
  if (order === 'True') throw badFile(file, 'it is in Fortran order', 'save numpy.ascontiguousarray(array)');
  const [n, dim, ...more] = shape
    .split(',')
    .filter((part) => part.trim())
    .map(Number);
  if (n === undefined || dim === undefined || more.length > 0 || !Number.isSafeInteger(n * dim)) {
    throw badFile(file, `its shape is (${shape.trim()}), not (rows, dimensions)`, 'save an array of two dimensions');
  }
  return { descr, n, dim };
}
