import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { arrayAttribute } from '../attribute';
import { badFile } from '../bad-file';
import type { Attribute, AttributeValue, Vectors } from '../dataset';
import { fileIds } from '../ids';
import { allocateVectors } from '../shared-vectors';
import { headRows } from '../vectors';
import { componentReader } from './csv-components';
import { decimal } from './decimal';
import { withFile, type FileBytes } from './file-bytes';
import type { FileContents, Format, ReadOptions } from './format';
import { countLines } from './text-lines';

const kind = 'a CSV file';

/**
 * CSV (RFC 4180) with a header. The vector is a column `embedding` with a JSON list, or one column a component with
 * numbered names (`x0,x1,…` or `1,2,…`). Other columns become attributes, `id` the ids.
 */
export const csv: Format = {
  name: 'csv',
  title: kind,
  extensions: ['.csv'],
  read: ([file = ''], options) => withFile(file, kind, (source) => readTable(source, options)),
};

async function readTable(source: FileBytes, options: ReadOptions): Promise<FileContents> {
  const { file } = source;
  // Quoted line ends make more lines than records: an upper bound, of which the filled part is kept.
  const lines = await countLines(source, options);
  const parser = createReadStream(file, { ...(options.signal && { signal: options.signal }) }).pipe(
    parse({ bom: true, skip_empty_lines: true }),
  );
  let header: string[] = [];
  let reader: ReturnType<typeof componentReader> | undefined;
  let vectors: Vectors | undefined;
  let kept: { name: string; column: number; texts: string[] }[] = [];
  let n = 0;
  for await (const record of parser as AsyncIterable<string[]>) {
    if (!reader) {
      header = record;
      reader = componentReader(file, header, options.columns?.embedding);
      const taken = new Set(reader.columns);
      kept = header.flatMap((name, column) => (taken.has(column) ? [] : [{ name, column, texts: [] }]));
      continue;
    }
    const components = reader.read(record, n);
    vectors ??= allocateVectors(file, 'float32', lines, components.length);
    if (components.length !== vectors.dim) {
      throw badFile(file, `row ${n} has ${components.length} components, row 0 has ${vectors.dim}`, 'mend that row');
    }
    vectors.data.set(components, n * vectors.dim);
    for (const { column, texts } of kept) texts.push(record[column] as string);
    n++;
    if (n % 1000 === 0) options.progress?.({ stage: `reading ${kind}`, done: n, total: lines, unit: 'rows' });
  }
  if (!vectors) throw badFile(file, `it holds 0 rows below its header "${header.join(',')}"`, 'give it some');
  return { vectors: headRows(vectors, n), ...columnsOf(file, n, kept, options.columns?.id ?? 'id') };
}

function columnsOf(file: string, n: number, kept: readonly { name: string; texts: string[] }[], idName: string) {
  const attributes = new Map<string, Attribute>();
  let ids: Uint32Array | undefined;
  for (const { name, texts } of kept) {
    const values = typed(texts);
    if (name === idName) {
      const found = fileIds(n, (row) => values[row], file);
      ids = found.ids;
      if (found.sourceId) attributes.set(found.sourceId.name, found.sourceId);
    } else {
      attributes.set(name, arrayAttribute(name, values));
    }
  }
  return { attributes, ...(ids && { ids }) };
}

/** A column is numbers or booleans where every filled cell is one, else text; an empty cell is null. */
function typed(texts: readonly string[]): AttributeValue[] {
  const filled = texts.filter((text) => text !== '');
  const all = (test: (text: string) => boolean) => filled.length > 0 && filled.every(test);
  const isNumber = (text: string) => Number.isFinite(decimal(text)) && (!/^\d+$/.test(text) || Number(text) <= 2 ** 53);
  if (all(isNumber)) return texts.map((text) => (text === '' ? null : Number(text)));
  if (all((text) => text === 'true' || text === 'false')) return texts.map((text) => (text ? text === 'true' : null));
  return texts.map((text) => (text === '' ? null : text));
}
