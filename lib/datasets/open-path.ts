import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../base/lab-error';
import { badFile } from './bad-file';
import { buildDataset, type BuildOptions, type DatasetParts } from './build-dataset';
import type { Dataset } from './dataset';
import { formats } from './formats';

/** `dataset.json` in a folder: what the files themselves do not say. */
const description = z.strictObject({
  metric: z.enum(['l2', 'cosine', 'ip']).optional(),
  source: z.string().optional(),
  licence: z.string().optional(),
  columns: z.strictObject({ embedding: z.string().optional(), id: z.string().optional() }).optional(),
  heldOut: z.strictObject({ queries: z.int().positive(), seed: z.int().nonnegative() }).optional(),
});

/** True for what can only be meant as a path: it is there, or is written like one. */
export const looksLikePath = (name: string): boolean =>
  /[\\/]/.test(name) ||
  formats.some(({ extensions }) => extensions.includes(extname(name).toLowerCase())) ||
  existsSync(name);

/** What the files do not say and no `dataset.json` either. */
export type PathOptions = BuildOptions & Pick<DatasetParts, 'metric' | 'heldOut' | 'columns'>;

/**
 * Opens a file of the user's own (queries beside it as `NAME.queries.*`), or a folder with `base.*`, `queries.*`,
 * `groundtruth.ivecs`, `dataset.json`.
 */
export async function openPath(path: string, options: PathOptions): Promise<Dataset> {
  const full = resolve(path);
  if (!existsSync(full)) throw badFile(full, 'there is no such file or folder', 'check the path');
  const own = { name: basename(full), source: 'own file', licence: 'not stated' };
  const { metric, heldOut, columns, ...build } = options;
  const asked = { ...(metric && { metric }), ...(heldOut && { heldOut }), ...(columns && { columns }) };
  const found = statSync(full).isDirectory() ? folderParts(full) : { base: [full], queries: queriesBeside(full) };
  return buildDataset({ ...own, ...found, ...asked }, build);
}

function queriesBeside(file: string): string | undefined {
  const stem = `${basename(file, extname(file))}.queries`;
  const named = formats
    .flatMap(({ extensions }) => extensions)
    .map((extension) => join(dirname(file), stem + extension));
  return named.find((path) => existsSync(path));
}

function folderParts(folder: string): Partial<DatasetParts> & Pick<DatasetParts, 'base'> {
  const files = readdirSync(folder).sort();
  const known = new Set([...formats.flatMap(({ extensions }) => extensions), '.ivecs']);
  /** `base.fvecs` and `sift_base.fvecs` both. */
  const named = (stem: RegExp) =>
    files
      .filter((file) => known.has(extname(file).toLowerCase()) && stem.test(basename(file, extname(file))))
      .map((file) => join(folder, file));
  const only = (what: string, found: string[]): string | undefined => {
    if (found.length > 1) throw badFile(folder, `it has several files of ${what}: ${found.join(', ')}`, 'keep one');
    return found[0];
  };
  const base = only('base vectors', named(/(^|_)(base|train)$/));
  if (base === undefined) {
    throw badFile(
      folder,
      `it has no base file among its ${files.length} files`,
      'name the vectors base with its extension',
    );
  }
  return {
    base: [base],
    queries: only('queries', named(/(^|_)(query|queries|test)$/)),
    truth: only('truth', named(/(^|_)groundtruth$/)),
    ...readDescription(join(folder, 'dataset.json')),
  };
}

function readDescription(file: string): Partial<DatasetParts> {
  if (!existsSync(file)) return {};
  try {
    return description.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
    const what = issue ? `${issue.path.join('.')}: ${issue.message}` : messageOf(cause);
    throw badFile(file, what, 'it takes metric, source, licence, columns and heldOut', cause);
  }
}
