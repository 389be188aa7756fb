import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LabError } from '../../base/lab-error';
import { makeFolder } from '../../base/make-folder';
import { syncFolder } from '../sync-folder';
import { writeError } from '../write-error';

/**
 * Writes a file whole or not at all, beside it first. One that is there already is replaced only with `force`.
 * LabError `file-exists`, `no-space` or `not-writable`.
 */
export async function writeWhole(path: string, content: string | Uint8Array, force = false): Promise<void> {
  refuseExisting(path, force);
  const beside = `${path}.${randomUUID()}.part`;
  try {
    makeFolder(dirname(path));
    const file = await open(beside, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (force) await rename(beside, path);
    else await placeNew(beside, path);
    await syncFolder(dirname(path));
  } catch (thrown) {
    throw writeError(path, thrown);
  } finally {
    // Where even that fails there is nothing beside it, or nothing that could be done.
    await rm(beside, { force: true }).catch(() => undefined);
  }
}

/** Throws LabError `file-exists` where there is such a file and it may not be replaced. */
export function refuseExisting(path: string, force: boolean): void {
  if (!force && existsSync(path)) throw exists(path);
}

/** A link is refused where the name is taken, also by a file that came a moment ago; a rename would replace that. */
async function placeNew(beside: string, path: string): Promise<void> {
  try {
    await link(beside, path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') throw exists(path);
    // A file system without links.
    refuseExisting(path, false);
    await rename(beside, path);
  }
}

const exists = (path: string): LabError =>
  new LabError({
    code: 'file-exists',
    where: path,
    what: 'is there already',
    remedy: 'name another file, or give --force',
  });
