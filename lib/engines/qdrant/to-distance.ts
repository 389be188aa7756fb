import type { Metric } from '../../datasets/dataset';

/** Distances of Qdrant's scores: its Euclidean one is a distance, its cosine and inner product are the more the nearer. */
export const toDistance: Readonly<Record<Metric, (score: number) => number>> = {
  l2: (score) => score,
  cosine: (score) => 1 - score,
  ip: (score) => -score,
};
