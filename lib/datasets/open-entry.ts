import { join } from 'node:path';
import { LabError } from '../base/lab-error';
import type { Progress } from '../base/progress';
import { badFile } from './bad-file';
import { buildDataset } from './build-dataset';
import { entryByName } from './catalogue';
import type { CatalogueEntry, CatalogueFile } from './catalogue-entry';
import type { Dataset } from './dataset';
import { expectedSha256 } from './checksum-lock';
import { fileSha256 } from './file-sha256';
import { locate } from './search-path';

export interface EntryOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}

/** Opens a dataset of the catalogue from where its files lie, and holds it against what the catalogue says. */
export async function openEntry(entry: CatalogueEntry, options: EntryOptions): Promise<Dataset> {
  const { env, progress, signal } = options;
  const folder = locate(entry, env);
  if (folder === undefined) throw missing(entry);
  const pathOf = ({ path }: CatalogueFile) => join(folder, path);
  for (const file of entry.files) await checkSha256(pathOf(file), expectedSha256(folder, file), options);
  const withRole = (role: CatalogueFile['role']) => entry.files.filter((file) => file.role === role).map(pathOf);
  const [queries] = withRole('queries');
  const [truth] = withRole('truth');
  const dataset = await buildDataset({ ...entry, base: withRole('base'), queries, truth }, { progress, signal });
  const { base } = dataset;
  const found = [base.n, base.dim, dataset.queries.n];
  const said = [entry.rows, entry.dim, entry.queries];
  if (found.every((count, i) => count === said[i])) return dataset;
  const shape = ([n, dim, queries]: number[]) => `${n} rows of ${dim} dimensions and ${queries} queries`;
  throw badFile(folder, `${entry.name} has ${shape(found)}, the catalogue says ${shape(said)}`, 'get it again');
}

async function checkSha256(file: string, expected: string | null, options: EntryOptions): Promise<void> {
  if (expected === null) return;
  const found = await fileSha256(file, options);
  if (found === expected) return;
  throw badFile(file, `its sha256 is ${found}, expected is ${expected}`, 'get it again, or open it by its path');
}

/** The command that brings a dataset here, or where to put its files. */
export function remedyFor(entry: CatalogueEntry): string {
  if (entry.shipped) return 'restore it: git checkout -- datasets';
  if (hasDownload(entry)) return `npx vexlab datasets get ${entry.name}`;
  const paths = entry.files.map(({ path }) => path).join(', ');
  const place = `put ${paths} in a folder and name that folder in VEXLAB_DATASETS`;
  return entry.instead === undefined ? place : `${place}, or use ${alike(entry.instead)}`;
}

/** Whether every file of it has an address. */
export const hasDownload = ({ files }: CatalogueEntry): boolean => files.every(({ url }) => url !== undefined);

const alike = (name: string): string =>
  entryByName(name).shipped ? `the shipped ${name}` : `the like set ${name}: npx vexlab datasets get ${name}`;

function missing(entry: CatalogueEntry): LabError {
  return new LabError({
    code: 'dataset-missing',
    where: entry.name,
    what: 'its files are not on this machine',
    remedy: remedyFor(entry),
  });
}
