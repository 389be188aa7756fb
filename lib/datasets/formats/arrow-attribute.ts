import { DataType, type Vector } from 'apache-arrow';
import { messageOf } from '../../base/lab-error';
import { badFile } from '../bad-file';
import type { Attribute, AttributeValue } from '../dataset';

/** An attribute that reads its Arrow column row by row; columns without a plain value give their JSON as text. */
export function arrowAttribute(file: string, name: string, column: Vector<DataType>): Attribute {
  const type = plainType(column);
  return {
    name,
    type,
    get(row) {
      if (row >= column.length) return null;
      try {
        return plainValue(column.get(row), type);
      } catch (thrown) {
        throw badFile(
          file,
          `row ${row} of column ${name} cannot be read (${messageOf(thrown)})`,
          'get it again',
          thrown,
        );
      }
    },
  };
}

function plainType(column: Vector<DataType>): Attribute['type'] {
  const type = (DataType.isDictionary(column.type) ? column.type.dictionary : column.type) as DataType;
  if (DataType.isBool(type)) return 'boolean';
  if (DataType.isInt(type)) return type.bitWidth < 64 || fitsNumber(column) ? 'number' : 'string';
  return DataType.isFloat(type) ? 'number' : 'string';
}

/** 64-bit integers above 2^53 have no exact number. */
function fitsNumber(column: Vector<DataType>): boolean {
  for (const value of column as Iterable<unknown>) {
    if (typeof value === 'bigint' && !Number.isSafeInteger(Number(value))) return false;
  }
  return true;
}

function plainValue(value: unknown, type: Attribute['type']): AttributeValue {
  if (value === null || value === undefined) return null;
  if (type === 'number') return Number(value);
  if (type === 'boolean') return value === true;
  if (typeof value === 'string') return value;
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part));
}
