import { dirname } from 'node:path';
import { LabError } from '../base/lab-error';
import type { Progress } from '../base/progress';
import { badFile } from './bad-file';
import type { CatalogueEntry } from './catalogue-entry';
import { checkVectors } from './check-vectors';
import type { Dataset, Metric, Vectors } from './dataset';
import { datasetDigest } from './digest';
import { formatOf } from './format-of';
import type { FileContents } from './formats/format';
import { readIvecs } from './formats/ivecs';
import { holdOut } from './hold-out';
import { rowNumbers } from './ids';
import { truthFromFile } from './truth-from-file';
import { headRows } from './vectors';

/** The files of one dataset and what is known about it beside them. */
export interface DatasetParts extends Pick<
  CatalogueEntry,
  'name' | 'source' | 'licence' | 'columns' | 'take' | 'heldOut'
> {
  readonly metric?: Metric | undefined;
  readonly base: readonly string[];
  readonly queries?: string | undefined;
  readonly truth?: string | undefined;
}

export interface BuildOptions {
  readonly progress?: Progress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a dataset's files, checks them against each other and puts them together.
 * @throws LabError `bad-file`, `no-queries`, `no-metric`
 */
export async function buildDataset(parts: DatasetParts, options: BuildOptions): Promise<Dataset> {
  const { name, columns, heldOut } = parts;
  const [file = ''] = parts.base;
  const { contents, conventional } = await readVectors(parts.base, columns, options);
  const metric = agreedMetric(parts, contents.metric, conventional, file);
  const all = contents.vectors;
  const base = parts.take === undefined ? all : headRows(all, Math.min(parts.take, all.n));
  checkVectors(base, metric, file);
  const ids = contents.ids?.subarray(0, base.n) ?? rowNumbers(base.n);
  const read = { base, ids, attributes: contents.attributes };
  const queries = await readQueries(parts, contents, options);
  const rows = queries ? { ...read, queries } : heldOut ? holdOut(read, heldOut) : undefined;
  if (!rows) throw noQueries(name, file);
  checkQueries(rows.queries, base, metric, parts.queries ?? file);
  const truthFile = parts.truth ?? file;
  const found = parts.truth === undefined ? contents.truth : await readIvecs(parts.truth, clean(options));
  const whole = base.n === all.n && rows.base.n === base.n;
  const truth = found && whole ? truthFromFile(found, { ...rows, metric }, truthFile) : undefined;
  const held = queries ? '' : `; ${heldOut?.queries} rows held out as queries (seed ${heldOut?.seed})`;
  return {
    name,
    metric,
    ...rows,
    ...(truth && { truth }),
    synthetic: false,
    digest: datasetDigest({ metric, ...rows }),
    provenance: {
      source: `${parts.source}${held}`,
      licence: parts.licence,
      path: parts.base.length > 1 || parts.queries ? dirname(file) : file,
    },
  };
}

async function readVectors(files: readonly string[], columns: DatasetParts['columns'], options: BuildOptions) {
  const [file = ''] = files;
  const format = await formatOf(file);
  if (files.length > 1 && !format.joins) throw badFile(file, `${format.title} cannot continue in ${files[1]}`);
  const contents = await format.read(files, { ...clean(options), ...(columns && { columns: clean(columns) }) });
  return { contents, conventional: format.metric };
}

async function readQueries(parts: DatasetParts, contents: FileContents, options: BuildOptions) {
  if (parts.queries === undefined) return contents.queries;
  return (await readVectors([parts.queries], parts.columns, options)).contents.vectors;
}

function checkQueries(queries: Vectors, base: Vectors, metric: Metric, file: string): void {
  checkVectors(queries, metric, file);
  if (queries.dim === base.dim) return;
  throw badFile(file, `its queries have ${queries.dim} dimensions, the base has ${base.dim}`, 'use files that match');
}

function agreedMetric(
  { metric: asked, name }: DatasetParts,
  said: Metric | undefined,
  conventional: Metric | undefined,
  file: string,
): Metric {
  if (asked && said && asked !== said) {
    throw badFile(
      file,
      `it says that its metric is ${said}, ${name} is described with ${asked}`,
      'correct one of them',
    );
  }
  const metric = asked ?? said ?? conventional;
  if (metric) return metric;
  throw new LabError({
    code: 'no-metric',
    where: file,
    what: 'nothing says by which metric its vectors are compared',
    remedy:
      'put it in a folder with a dataset.json that holds { "metric": "l2" | "cosine" | "ip" }, and name the folder',
  });
}

function noQueries(name: string, file: string): LabError {
  return new LabError({
    code: 'no-queries',
    where: file,
    what: `${name} has 0 queries`,
    remedy:
      'put them beside it as NAME.queries with its extension, or hold some rows out: ' +
      'a folder with a dataset.json that holds { "heldOut": { "queries": 100, "seed": 1 } }',
  });
}

/** Without the members that are undefined, which exact optional members do not take. */
function clean<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as never;
}
