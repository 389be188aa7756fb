import type { AttributeValue } from '../datasets/dataset';
import { seededRandom } from '../datasets/random';
import type { AttributeKind, CollectionSpec } from '../engines/engine';
import type { ContractSample } from '../engines/contract-check';

/** Rows of the sample that every check gets: enough that an index is no scan, few enough for a slow server. */
export const sampleRows = 3000;
export const sampleDim = 24;

/**
 * n vectors in clusters around 20 centres, row-major, and queries like them; without attributes. The ids are not the rows,
 * so that an adapter must map them.
 */
export function sampleVectors(n: number, dim: number, queryCount = 40, seed = 7): ContractSample {
  const random = seededRandom(seed);
  const centres = Array.from({ length: 20 }, () => Float32Array.from({ length: dim }, () => random.normal()));
  const draw = (): Float32Array => {
    const centre = centres[random.below(centres.length)] as Float32Array;
    return centre.map((component) => component + random.normal());
  };
  const vectors = new Float32Array(n * dim);
  for (let row = 0; row < n; row++) vectors.set(draw(), row * dim);
  const ids = Uint32Array.from({ length: n }, (_, row) => 1_000_003 + row * 7);
  return { dim, ids, vectors, queries: Array.from({ length: queryCount }, draw) };
}

/** The attributes of the sample's rows, as a collection must be told of them. */
export const sampleKinds: NonNullable<CollectionSpec['attributes']> = {
  colour: 'text',
  even: 'boolean',
  rank: 'number',
} satisfies Record<string, AttributeKind>;

const colours = ['red', 'green', null] as const;

/** A third each red, green and without a colour; every second even; a hundredth each of the ranks 0 to 99. */
export const attributesOf = (row: number): Readonly<Record<string, AttributeValue>> => ({
  colour: colours[row % 3] ?? null,
  even: row % 2 === 0,
  rank: row % 100,
});

/** The sample of the contract suite: the same on every machine. */
export function contractSample(): ContractSample {
  const sample = sampleVectors(sampleRows, sampleDim);
  return { ...sample, attributes: Array.from(sample.ids, (_, row) => attributesOf(row)) };
}

/** The first n rows, with all queries, and without attributes unless they are asked for. */
export function firstRows(data: ContractSample, n: number, withAttributes = false): ContractSample {
  const { dim, ids, vectors, queries, attributes } = data;
  return {
    dim,
    queries,
    ids: ids.subarray(0, n),
    vectors: vectors.subarray(0, n * dim),
    ...(withAttributes && attributes && { attributes: attributes.slice(0, n) }),
  };
}
