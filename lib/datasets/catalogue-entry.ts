import type { Metric } from './dataset';

/** One file of a dataset. */
export interface CatalogueFile {
  /** Relative to each folder of the search path. */
  readonly path: string;
  /** Several of role `base` continue each other. A format with everything in one file has the role `base`. */
  readonly role: 'base' | 'queries' | 'truth';
  /** null where nobody of this project has seen the file yet: recorded at the first download, compared after. */
  readonly sha256: string | null;
  readonly url?: string | undefined;
}

/** A dataset of `datasets/catalogue.json`. */
export interface CatalogueEntry {
  readonly name: string;
  readonly title: string;
  /** Where it comes from, for people. */
  readonly source: string;
  readonly licence: string;
  readonly metric: Metric;
  /** Base rows and queries as opened. */
  readonly rows: number;
  readonly queries: number;
  readonly dim: number;
  /** True for what lies in the project's own `datasets/`. */
  readonly shipped: boolean;
  readonly files: readonly CatalogueFile[];
  /** A set of the same kind that anybody can have, where this one has no download. */
  readonly instead?: string | undefined;
  readonly columns?: { readonly embedding?: string | undefined; readonly id?: string | undefined } | undefined;
  /** The first so many rows of the files, where the files hold more. */
  readonly take?: number | undefined;
  /** So many base rows, chosen by the seed, become the queries of a set that has none. */
  readonly heldOut?: { readonly queries: number; readonly seed: number } | undefined;
}
