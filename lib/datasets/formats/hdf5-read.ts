import type { Dataset as Hdf5Dataset, File as Hdf5File, ready } from 'h5wasm/node' with { 'resolution-mode': 'import' };
import { badFile } from '../bad-file';
import type { Metric, ScalarType, Vectors } from '../dataset';
import { allocateVectors } from '../shared-vectors';
import { inPieces } from './file-bytes';
import type { FileContents, FileTruth, ReadOptions } from './format';

export const kind = 'an ann-benchmarks HDF5 file';

/** The attribute `distance` of the file. Its `distances` follow our definitions (for angular: 1 − cosine). */
const metrics: { readonly [distance: string]: Metric } = { euclidean: 'l2', angular: 'cosine' };

/**
 * Reads `train`, `test`, `neighbors`, `distances` and the attribute `distance`, rows streamed into shared memory some
 * MiB at a time. Runs in a worker of its own: on damaged bytes the library may stop the whole WebAssembly instance.
 */
export async function readHdf5(file: string, options: ReadOptions): Promise<FileContents> {
  const { default: h5 } = await import('h5wasm/node');
  const library = await h5.ready;
  // Without it the library prints its stack and hands out objects that hold nothing.
  library.activate_throwing_error_handler();
  let source: Hdf5File | undefined;
  try {
    source = new h5.File(file, 'r');
    const said = source.attrs.distance?.value;
    const distance = typeof said === 'string' ? said : JSON.stringify(said ?? null);
    const metric = metrics[distance];
    if (!metric) throw badFile(file, `its attribute distance is ${distance}`, 'give euclidean or angular');
    const table = (name: string) => tableOf(file, source as Hdf5File, name);
    const [train, test, neighbors] = [table('train'), table('test'), table('neighbors')];
    if (!train) throw badFile(file, `it has no dataset train; it has ${source.keys().join(', ')}`, `give ${kind}`);
    const vectors = await readVectors(file, library, train, options);
    const queries = test && (await readVectors(file, library, test, options));
    const truth = neighbors && readTruth(file, neighbors, table('distances'));
    return { vectors, attributes: new Map(), metric, ...(queries && { queries }), ...(truth && { truth }) };
  } catch (thrown) {
    throw shortened(thrown, file);
  } finally {
    source?.close();
  }
}

/** The number types that vectors are read from, and what they become. */
const stores: { readonly [type: string]: readonly [ScalarType, ArrayKind] } = {
  float32: ['float32', Float32Array],
  float64: ['float32', Float64Array],
  uint8: ['uint8', Uint8Array],
};
type ArrayKind = Float32ArrayConstructor | Float64ArrayConstructor | Uint8ArrayConstructor;
type Library = Awaited<typeof ready>;

/** A dataset of two dimensions, with its number type. */
interface Table {
  readonly dataset: Hdf5Dataset;
  readonly n: number;
  readonly dim: number;
  readonly type: string;
}

function tableOf(file: string, source: Hdf5File, name: string): Table | undefined {
  if (!source.keys().includes(name)) return undefined;
  const dataset = source.get(name) as Hdf5Dataset;
  const [n, dim, ...more] = dataset.shape ?? [];
  if (n === undefined || dim === undefined || more.length > 0) {
    throw badFile(file, `its dataset ${name} has the shape (${dataset.shape?.join(', ') ?? ''})`, `give ${kind}`);
  }
  const { type, size, signed } = dataset.metadata;
  // HDF5's classes: 0 integers, 1 floating point.
  return { dataset, n, dim, type: `${type === 1 ? 'float' : signed ? 'int' : 'uint'}${size * 8}` };
}

async function readVectors(file: string, library: Library, table: Table, options: ReadOptions): Promise<Vectors> {
  const { dataset, n, dim, type } = table;
  const [stored, Kind] = stores[type] ?? [];
  if (!stored || !Kind || !dataset.metadata.littleEndian) {
    const order = dataset.metadata.littleEndian ? '' : 'big-endian ';
    throw badFile(file, `its vectors are ${order}${type}`, 'store them as little-endian float32, float64 or uint8');
  }
  const vectors = allocateVectors(file, stored, n, dim);
  const rows = Math.max(1, Math.floor((1 << 20) / dim));
  // One buffer for all pieces: the library's own slices are two fresh copies each, which pile up until collected.
  const pointer = library._malloc(Math.min(rows, n) * dim * Kind.BYTES_PER_ELEMENT);
  try {
    await inPieces({ file, total: n * dim, piece: rows * dim }, options, (start, length) => {
      const [from, count] = [BigInt(start / dim), BigInt(length / dim)];
      const whole = [count, BigInt(dim)];
      library.get_dataset_data(dataset.file_id, dataset.path, whole, [from, 0n], [1n, 1n], BigInt(pointer));
      // The library's memory may have moved: the view is made anew each time.
      vectors.data.set(new Kind(library.HEAPU8.buffer as ArrayBuffer, pointer, length), start);
      return Promise.resolve();
    });
  } finally {
    library._free(pointer);
  }
  return vectors;
}

function readTruth(file: string, { dataset, n, dim, type }: Table, distances: Table | undefined): FileTruth {
  if (!type.includes('int')) throw badFile(file, `its neighbors are ${type}, not row numbers`, `give ${kind}`);
  const values = dataset.value as ArrayLike<number | bigint>;
  const rows = Float64Array.from({ length: values.length }, (_, i) => Number(values[i]));
  if (!distances) return { nq: n, k: dim, rows };
  if (distances.n !== n || distances.dim !== dim) {
    throw badFile(file, `neighbors are ${n} × ${dim}, distances ${distances.n} × ${distances.dim}`, `give ${kind}`);
  }
  return { nq: n, k: dim, rows, distances: distances.dataset.value as ArrayLike<number> };
}

/** HDF5 reports its whole call stack; the innermost line says what is wrong. */
function shortened(thrown: unknown, file: string): unknown {
  if (!(thrown instanceof Error) || !thrown.message.startsWith('HDF5-DIAG')) return thrown;
  const lines = [...thrown.message.matchAll(/#\d+: .*?\(\): (.*)/g)];
  return badFile(file, `it is damaged or not ${kind} (${lines.at(-1)?.[1] ?? 'unreadable'})`, 'get it again', thrown);
}
