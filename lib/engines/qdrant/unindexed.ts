import { LabError } from '../../base/lab-error';
import type { IndexUse, Params } from '../engine';

/** What of a collection has an index. */
export interface IndexState {
  readonly points: number;
  readonly indexed: number;
  readonly segments: number;
  /** kB of vectors from which on a segment gets an index. */
  readonly indexing_threshold: number;
  readonly dim: number;
}

/**
 * Vectors without an index, and how many may stay so. Qdrant leaves a segment without one while its vectors (4 bytes a
 * component) take less than the threshold, and searches it by a scan: at most that much in each segment.
 */
export function unindexed(state: IndexState): { lacking: number; most: number } {
  const rowsBelow = Math.ceil((1024 * state.indexing_threshold) / (4 * state.dim)) - 1;
  return { lacking: state.points - state.indexed, most: state.segments * rowsBelow };
}

/** The error `not-indexed`: the engine says that all is done, and a search would be a scan. */
export function notIndexed(where: string, state: IndexState): LabError {
  const { lacking, most } = unindexed(state);
  return new LabError({
    code: 'not-indexed',
    where,
    what:
      `it says that all is indexed while ${lacking} of ${state.points} vectors in ${state.segments} segments lack an index, ` +
      `where at most ${most} may: a search would be a scan`,
    remedy: 'see its log, and whether its optimizers are on',
  });
}

/** What it says of its index, unless none was asked for, or searches are to pass it over. Its counts are near ones. */
export function indexUseOf(
  { points, indexed, segments }: Pick<IndexState, 'points' | 'indexed' | 'segments'>,
  build: Params,
  search: Params,
): IndexUse | undefined {
  if (build.m === 0 || search.exact === true) return undefined;
  const seen = `it says that ${indexed} of ${points} vectors in ${segments} segments are indexed`;
  return { indexed: Math.min(indexed, points), of: points, seen };
}
