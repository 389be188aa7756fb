import type { Collection } from '../engine';

/** What searches alone, also several queries in one request. */
export type BatchSearching = Required<Pick<Collection, 'search' | 'searchBatch'>>;
