import { DataType, Precision, type Data, type FixedSizeList, type Table } from 'apache-arrow';
import { badFile } from '../bad-file';
import type { ScalarType, Vectors } from '../dataset';
import { allocateVectors, vectorsOver } from '../shared-vectors';

/**
 * The embedding column as one typed array over `shared`, which holds the file. One batch: a view, no copy. Several:
 * each is moved down to follow the one before, in place, so that no second copy is ever in memory.
 */
export function arrowEmbedding(file: string, table: Table, name: string, shared: SharedArrayBuffer): Vectors {
  const column = table.getChild(name);
  if (!column) {
    const names = table.schema.fields.map((field) => field.name).join(', ') || 'none';
    throw badFile(file, `it has no column ${name}; its columns: ${names}`, 'name the embedding column');
  }
  const type = scalarType(file, name, column.type as DataType);
  const dim = (column.type as FixedSizeList).listSize;
  const n = column.length;
  let before = 0;
  const parts = column.data.map((chunk) => {
    const values = components(file, chunk as Data<FixedSizeList>, before, dim);
    before += chunk.length;
    return values;
  });
  const [first] = parts;
  const inPlace = first !== undefined && parts.every(({ buffer }) => buffer === shared);
  if (inPlace && parts.length === 1) return { n, dim, type, data: first };
  // Compressed or unaligned batches lie elsewhere: those are copied.
  const whole = inPlace ? vectorsOver(shared, first.byteOffset, type, n, dim) : allocateVectors(file, type, n, dim);
  let at = 0;
  for (const part of parts) {
    whole.data.set(part, at);
    at += part.length;
  }
  return whole;
}

function scalarType(file: string, name: string, type: DataType): ScalarType {
  const fixed = DataType.isFixedSizeList(type) ? (type.children[0]?.type as DataType | undefined) : undefined;
  if (DataType.isFloat(fixed) && fixed.precision === Precision.SINGLE) return 'float32';
  if (DataType.isFloat(fixed) && fixed.precision === Precision.HALF) return 'float16';
  if (DataType.isInt(fixed) && fixed.bitWidth === 8 && !fixed.isSigned) return 'uint8';
  const typeName = (type as { toString(): string }).toString();
  throw badFile(
    file,
    `column ${name} has the type ${typeName}`,
    'store it as FixedSizeList of float32, float16 or uint8',
  );
}

function components(file: string, chunk: Data<FixedSizeList>, before: number, dim: number): Vectors['data'] {
  const child = chunk.children[0] as Data | undefined;
  if (!child) throw badFile(file, `the batch at row ${before} has no components`, 'get or write it again');
  const start = chunk.offset * dim;
  const values = (child.values as Vectors['data']).subarray(start, start + chunk.length * dim);
  if (values.length !== chunk.length * dim) {
    const last = before + chunk.length - 1;
    const what = `rows ${before} to ${last} hold ${values.length} components, not ${chunk.length} × ${dim}`;
    throw badFile(file, what, 'get or write it again');
  }
  for (let row = 0; chunk.nullCount > 0 && row < chunk.length; row++) {
    if (!chunk.getValid(row)) throw badFile(file, `row ${before + row} has no embedding (null)`, 'remove that row');
  }
  if (child.nullCount > 0) {
    throw badFile(file, `${child.nullCount} components are null from row ${before} on`, 'remove those rows');
  }
  return values;
}
