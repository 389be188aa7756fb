import type { Progress } from '../base/progress';
import { entryByName, readCatalogue } from './catalogue';
import type { Dataset, Metric } from './dataset';
import { openEntry } from './open-entry';
import { looksLikePath, openPath } from './open-path';
import { atScale, type Scale } from './scale';
import { synthetic } from './synthetic';
import { isSynthetic, parseSynthetic } from './synthetic-spec';

export interface OpenOptions {
  /** `small` 10,000 rows, `medium` 100,000, `large` 1,000,000, `full` (default), or the first n. */
  readonly scale?: Scale;
  readonly env?: NodeJS.ProcessEnv;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
  /** For a file of your own: what it does not say. */
  readonly metric?: Metric;
  /** For a file of your own without queries: so many rows, chosen by the seed, become queries. */
  readonly heldOut?: { readonly queries: number; readonly seed: number };
  /** For a file of your own: the names of its columns, where not `embedding` and `id`. */
  readonly columns?: { readonly embedding?: string; readonly id?: string };
}

/**
 * Opens a dataset: a name of the catalogue (its files are searched where `searchPath` says), a file or folder of
 * your own, or a generated set, `synthetic:n=10000,dim=128,…`.
 * @throws LabError `unknown-dataset`, `dataset-missing`, `bad-file`, `no-queries`, `no-metric`, `scale-too-large`, `bad-synthetic`
 */
export async function openDataset(nameOrPath: string, options: OpenOptions = {}): Promise<Dataset> {
  const dataset = await openWhole(nameOrPath, options);
  return atScale(dataset, options.scale ?? 'full');
}

async function openWhole(nameOrPath: string, options: OpenOptions): Promise<Dataset> {
  if (isSynthetic(nameOrPath)) return synthetic(parseSynthetic(nameOrPath), options);
  const known = readCatalogue().some(({ name }) => name === nameOrPath);
  return !known && looksLikePath(nameOrPath)
    ? openPath(nameOrPath, options)
    : openEntry(entryByName(nameOrPath), options);
}
