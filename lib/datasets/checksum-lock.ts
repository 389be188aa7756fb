import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../base/lab-error';
import { badFile } from './bad-file';
import type { CatalogueFile } from './catalogue-entry';

const lockName = 'sha256.lock.json';

/** The sha256 that a file in `folder` must have: the catalogue's, else what its first download recorded, else null. */
export function expectedSha256(folder: string, { sha256, path }: CatalogueFile): string | null {
  return sha256 ?? readLock(folder)[path] ?? null;
}

/** Records what the first download of a file without a known sha256 brought. */
export async function recordSha256(folder: string, { sha256, path }: CatalogueFile, found: string): Promise<void> {
  const lock = readLock(folder);
  if (sha256 !== null || lock[path] !== undefined) return;
  const file = join(folder, lockName);
  await writeFile(`${file}.new`, `${JSON.stringify({ ...lock, [path]: found }, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

function readLock(folder: string): { [path: string]: string } {
  const file = join(folder, lockName);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // Nothing was recorded in this folder yet.
    return {};
  }
  try {
    return JSON.parse(text) as { [path: string]: string };
  } catch (cause) {
    throw badFile(file, `it is not JSON (${messageOf(cause)})`, 'remove it; the next download records anew', cause);
  }
}
