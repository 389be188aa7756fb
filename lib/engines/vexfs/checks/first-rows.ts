import type { ContractSample } from '../../contract-check';
import type { AddRequest } from './raw';

/** The sample's first n vectors as a body of `add`, under their ids. */
export function firstRows({ ids, vectors, dim }: ContractSample, n: number): AddRequest {
  return {
    ids: Array.from(ids.subarray(0, n), String),
    embeddings: Array.from({ length: n }, (_, row) => Array.from(vectors.subarray(row * dim, (row + 1) * dim))),
  };
}
