import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { projectRoot } from '../base/paths';
import type { CatalogueEntry } from './catalogue-entry';

/** Where the shipped sets lie. */
export const shippedFolder = join(projectRoot, 'datasets');

/** Where downloads go: `VEXLAB_DOWNLOADS`, else `datasets/downloads` of the checkout. */
export function downloadFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.VEXLAB_DOWNLOADS ? resolve(env.VEXLAB_DOWNLOADS) : join(shippedFolder, 'downloads');
}

/** The folders searched for a dataset's files: those of `VEXLAB_DATASETS` (colon separated) first. */
export function searchPath(env: NodeJS.ProcessEnv = process.env): string[] {
  const own = (env.VEXLAB_DATASETS ?? '').split(delimiter).filter(Boolean);
  return [
    ...own.map((folder) => resolve(folder)),
    shippedFolder,
    downloadFolder(env),
    resolve(projectRoot, '..', 'shared', 'datasets'),
  ];
}

/** The first folder of the search path that holds every file of the entry; a shipped one lies with the project only. */
export function locate(entry: CatalogueEntry, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = entry.shipped ? [shippedFolder] : searchPath(env);
  return folders.find((folder) => entry.files.every(({ path }) => existsSync(join(folder, path))));
}
