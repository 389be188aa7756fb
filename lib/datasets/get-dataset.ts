import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../base/lab-error';
import type { CatalogueEntry } from './catalogue-entry';
import { entryByName } from './catalogue';
import { expectedSha256, recordSha256 } from './checksum-lock';
import { download, type DownloadOptions } from './download';
import { fileSha256 } from './file-sha256';
import { remedyFor } from './open-entry';
import { downloadFolder, locate } from './search-path';

export interface GetOptions extends DownloadOptions {
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/**
 * Brings a dataset of the catalogue to this machine, unless the search path has it: its files are downloaded into
 * `VEXLAB_DOWNLOADS` (default `datasets/downloads`), resumed where that was interrupted, and held against their sha256.
 * @returns the file, or the first of its files
 * @throws LabError `unknown-dataset`, `no-download`, `download-failed`, `checksum-mismatch`, `no-space`
 */
export async function getDataset(name: string, options: GetOptions = {}): Promise<string> {
  const entry = entryByName(name);
  const found = locate(entry, options.env);
  const folder = downloadFolder(options.env);
  // What was downloaded before is looked at again: a damaged file is fetched anew.
  if (found !== undefined && found !== folder) return firstPath(found, entry);
  await downloadEntry(entry, folder, options);
  return firstPath(folder, entry);
}

/** Downloads what `folder` lacks of an entry's files; a file that is there with no other sha256 than expected is left alone. */
export async function downloadEntry(entry: CatalogueEntry, folder: string, options: DownloadOptions): Promise<void> {
  for (const file of entry.files) {
    const path = join(folder, file.path);
    const expected = expectedSha256(folder, file);
    const isThere = existsSync(path);
    if (isThere && (expected === null || (await fileSha256(path, options)) === expected)) continue;
    if (file.url === undefined) throw noDownload(entry);
    const { sha256 } = await download(file.url, path, expected, options);
    await recordSha256(folder, file, sha256);
  }
}

const firstPath = (folder: string, { files }: CatalogueEntry): string => join(folder, files[0]?.path ?? '');

function noDownload(entry: CatalogueEntry): LabError {
  const what = 'it has no address to download from';
  return new LabError({ code: 'no-download', where: entry.name, what, remedy: remedyFor(entry) });
}
