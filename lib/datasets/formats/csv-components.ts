import { badFile } from '../bad-file';
import { decimal } from './decimal';

/** Takes a vector out of a record. */
export interface ComponentReader {
  /** The columns that it is made of. */
  readonly columns: readonly number[];
  read(record: readonly string[], row: number): ArrayLike<number>;
}

/** Finds out from the header where the vector is: in one column as a JSON list, or in numbered columns. */
export function componentReader(file: string, header: readonly string[], asked?: string): ComponentReader {
  const name = asked ?? 'embedding';
  const list = header.indexOf(name);
  if (list >= 0) return { columns: [list], read: (record, row) => jsonList(file, record[list] as string, row) };
  const columns = numbered(file, header, asked);
  return {
    columns,
    read: (record, row) =>
      columns.map((column) => number(file, record[column] as string, row, header[column] as string)),
  };
}

/** The columns PREFIX0, PREFIX1, … (or from 1) in the order of their numbers. */
function numbered(file: string, header: readonly string[], prefix?: string): number[] {
  const families = new Map<string, { column: number; index: number }[]>();
  header.forEach((name, column) => {
    const match = /^(.*?)(\d+)$/.exec(name);
    if (!match) return;
    const family = match[1] as string;
    families.set(family, [...(families.get(family) ?? []), { column, index: Number(match[2]) }]);
  });
  const found = [...families].filter(([name, members]) =>
    prefix === undefined ? members.length > 1 : name === prefix,
  );
  const [family] = found;
  if (!family || found.length > 1) {
    const names = header.slice(0, 8).join(', ');
    const what = family ? `several families of numbered columns: ${found.map(([stem]) => `${stem}0…`).join(', ')}` : '';
    throw badFile(
      file,
      `its header (${names}) has ${what || 'neither a column embedding nor numbered columns'}`,
      'name the embedding column',
    );
  }
  const members = family[1].sort((a, b) => a.index - b.index);
  const first = members[0]?.index as number;
  const gap = members.findIndex(({ index }, i) => index !== first + i);
  if (first > 1 || gap >= 0) {
    const missing = first > 1 ? 0 : first + gap;
    throw badFile(file, `its columns ${family[0]}${first}… lack number ${missing}`, 'number them without a gap');
  }
  return members.map(({ column }) => column);
}

function number(file: string, text: string, row: number, column: string): number {
  const value = decimal(text);
  if (value !== undefined) return value;
  throw badFile(file, `row ${row}, column ${column} is "${text}", not a number`, 'mend or remove that row');
}

function jsonList(file: string, text: string, row: number): number[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    list = undefined;
  }
  if (Array.isArray(list) && list.every((component) => typeof component === 'number')) return list;
  throw badFile(
    file,
    `row ${row} has the embedding ${JSON.stringify(text.slice(0, 40))}, not a JSON list of numbers`,
    'mend or remove that row',
  );
}
