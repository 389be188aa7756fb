import type { Answer } from '../../engines/engine';

/** A search as JSON: the vector in full, as clients that speak JSON send it, and how many neighbours are wanted. */
export const searchBody = (query: Float32Array, k: number): string => JSON.stringify({ vector: Array.from(query), k });

/** An answer of k ids, of six digits as those of a large dataset. */
export const nullAnswer = (k: number): Answer => ({ ids: Array.from({ length: k }, (_, at) => 100_000 + at) });
