import { join } from 'node:path';
import { readCatalogue } from './catalogue';
import type { CatalogueEntry } from './catalogue-entry';
import type { Metric } from './dataset';
import { hasDownload, remedyFor } from './open-entry';
import { downloadFolder, locate } from './search-path';

/** A dataset of the catalogue and where it stands on this machine. */
export interface DatasetListing {
  readonly name: string;
  readonly title: string;
  readonly rows: number;
  readonly queries: number;
  readonly dim: number;
  readonly metric: Metric;
  readonly licence: string;
  readonly source: string;
  readonly state: 'shipped' | 'found' | 'downloaded' | 'missing';
  /** `known`: the catalogue has the sha256 of every file; `unknown`: recorded at the first download, compared after. */
  readonly checksum: 'known' | 'unknown';
  /** Whether `npx vexlab datasets get` can fetch it. */
  readonly download: boolean;
  /** Folder or file, where it is here. */
  readonly path?: string;
  /** What brings it here, where it is not. */
  readonly remedy?: string;
}

/** Every dataset of the catalogue, in its order. */
export function listDatasets({ env }: { env?: NodeJS.ProcessEnv } = {}): Promise<DatasetListing[]> {
  return Promise.resolve(readCatalogue().map((entry) => listing(entry, env)));
}

function listing(entry: CatalogueEntry, env: NodeJS.ProcessEnv | undefined): DatasetListing {
  const { name, title, rows, queries, dim, metric, licence, source } = entry;
  const checksum = entry.files.some(({ sha256 }) => sha256 === null) ? 'unknown' : 'known';
  const download = hasDownload(entry);
  const about = { name, title, rows, queries, dim, metric, licence, source, checksum, download } as const;
  const folder = locate(entry, env);
  if (folder === undefined) return { ...about, state: 'missing', remedy: remedyFor(entry) };
  const state = entry.shipped ? 'shipped' : folder === downloadFolder(env) ? 'downloaded' : 'found';
  return { ...about, state, path: join(folder, entry.files[0]?.path ?? '') };
}
