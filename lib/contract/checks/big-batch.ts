import type { ContractCheck, ContractSample } from '../../engines/contract-check';
import type { Capabilities } from '../../engines/engine';
import { usualMetric } from '../nearest';
import { settle } from '../settle';
import { many } from '../words';

/** Where no limit is known, and the most that is tried where the limit is far off. */
const usual = 5000;
const most = 20_000;
/** More than the limit, in vectors. */
const more = 10;
/** Components of a vector where bytes are the limit: few vectors then fill a request, and their index is soon built. */
const wide = 8192;

export const bigBatch: ContractCheck = {
  name: 'big-batch',
  question: 'Does a batch arrive whole that is larger than one request may carry?',
  async run(kit) {
    const { data, connection } = kit;
    const { capabilities } = connection;
    const { n, dim } = sizeOf(capabilities, data.dim);
    const batch = dim === data.dim ? repeated(data, n) : windows(data, n, dim);
    const collection = await kit.open({ attributes: undefined, capacity: n, dim });
    await collection.insert(batch);
    await settle(collection);
    const count = await collection.count();
    // By the inner product a vector need not be its own nearest neighbour.
    const looked = usualMetric(capabilities) === 'ip' ? [] : spread(n, 40);
    let found = 0;
    for (const row of looked) {
      const { ids } = await collection.search(batch.vectors.slice(row * dim, (row + 1) * dim), 1);
      if (ids[0] === row) found++;
    }
    // An index may miss one.
    const good = count === n && found >= 0.9 * looked.length;
    return {
      verdict: good ? 'pass' : 'finding',
      what: `${count} of ${many(n, 'vector')} of ${dim} components in one batch are counted, and ${found} of ${looked.length} looked for are found.`,
      numbers: { inserted: n, dim, count, looked: looked.length, found },
      ...(!good && { advice: 'Insert in smaller batches, and count.' }),
    };
  },
};

/** Vectors, and components of each, that together exceed what one request may carry. */
function sizeOf({ maxBatch, maxBatchBytes }: Capabilities, usualDim: number): { n: number; dim: number } {
  if (maxBatchBytes === undefined) return { n: Math.min(maxBatch ?? usual, most) + more, dim: usualDim };
  return { n: Math.min(Math.floor(maxBatchBytes / (4 * wide)), most) + more, dim: wide };
}

/** The sample again and again, each time turned by one component, so that no two vectors are equal or parallel. */
function repeated({ vectors, ids, dim }: ContractSample, n: number): { ids: Uint32Array; vectors: Float32Array } {
  const all = Float32Array.from({ length: n * dim }, (_, at) => {
    const [row, component] = [Math.floor(at / dim), at % dim];
    const turn = Math.floor(row / ids.length);
    return vectors[(row % ids.length) * dim + ((component + turn) % dim)] as number;
  });
  return { ids: Uint32Array.from({ length: n }, (_, row) => row), vectors: all };
}

/** Wider vectors from the sample's components, each vector beginning a little later than the one before. */
function windows({ vectors }: ContractSample, n: number, dim: number): { ids: Uint32Array; vectors: Float32Array } {
  const all = new Float32Array(n * dim);
  for (let at = 0; at < all.length; at++) {
    all[at] = vectors[(Math.floor(at / dim) * 7 + (at % dim)) % vectors.length] as number;
  }
  return { ids: Uint32Array.from({ length: n }, (_, row) => row), vectors: all };
}

/** `count` rows from the first to the last. */
const spread = (n: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.round((i * (n - 1)) / (count - 1)));
