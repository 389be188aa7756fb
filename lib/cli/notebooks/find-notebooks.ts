import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LabError } from '../../base/lab-error';
import { projectRoot } from '../../base/paths';

/** The folder of the notebooks in the checkout. */
export const notebooksFolder = join(projectRoot, 'notebooks');

/** Paths of the notebooks `NN-name.ipynb` of a folder, in their order. */
export const allNotebooks = (folder = notebooksFolder): string[] =>
  readdirSync(folder)
    .filter((name) => /^\d\d-.*\.ipynb$/.test(name))
    .sort()
    .map((name) => join(folder, name));

/**
 * The notebooks asked for, each by its number (`03`), name or file; none asked for: all.
 * Throws a LabError (`unknown-notebook`) that lists those there are.
 */
export function findNotebooks(names: readonly string[], folder = notebooksFolder): string[] {
  const all = allNotebooks(folder);
  if (names.length === 0) return all;
  const known = all.map((path) => basename(path, '.ipynb'));
  const found = names.map((name) => {
    const wanted = basename(name, '.ipynb');
    const index = known.findIndex((one) => one === wanted || one.startsWith(`${wanted}-`));
    const path = all[index];
    if (!path) {
      throw new LabError({
        code: 'unknown-notebook',
        where: folder,
        what: `no notebook "${name}"`,
        remedy: `there are ${known.join(', ') || 'none'}`,
      });
    }
    return path;
  });
  return [...new Set(found)];
}
