import { type DistanceType, Index, type IndexConfig } from '@lancedb/lancedb';
import type { Params } from '../engine';

/** The index to make, of the engine's build options. */
export function indexAsAsked(build: Params, distanceType: DistanceType): Index {
  const { m, ef_construction, num_partitions, num_sub_vectors } = build as Record<string, number>;
  const options = {
    distanceType,
    m,
    efConstruction: ef_construction,
    ...(num_partitions && { numPartitions: num_partitions }),
    ...(num_sub_vectors && { numSubVectors: num_sub_vectors }),
  };
  return Index[build.index as 'hnswSq' | 'hnswPq' | 'ivfFlat' | 'ivfPq'](options);
}

/** The parameters that an index tells of itself; how many partitions it has it does not. */
export function indexAsMade(index: IndexConfig | undefined): Params {
  if (!index) return { index: 'none' };
  const { hnsw, compression } = index.indexDetails ?? {};
  return {
    index: index.indexType.replace(/^Ivf(?=Hnsw)/, '').replace(/^./, (letter) => letter.toLowerCase()),
    ...(hnsw && { m: hnsw.max_connections, ef_construction: hnsw.construction_ef }),
    ...(compression && { num_bits: compression.num_bits }),
    ...(compression?.num_sub_vectors && { num_sub_vectors: compression.num_sub_vectors }),
    ...(index.numSegments && { num_segments: index.numSegments }),
  };
}
