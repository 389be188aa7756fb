import type { ContractCheck, ContractSample } from '../../engines/contract-check';
import { usualMetric } from '../nearest';
import { settle } from '../settle';
import { many } from '../words';

/** Where no limit is known, and the most that is tried where the limit is far off. */
const usual = 5000;
const most = 20_000;

export const bigBatch: ContractCheck = {
  name: 'big-batch',
  question: 'Does a batch arrive whole that is larger than one request may carry?',
  async run(kit) {
    const { data, connection } = kit;
    const { capabilities } = connection;
    const n = Math.min(capabilities.maxBatch ?? usual, most) + 10;
    const batch = repeated(data, n);
    const collection = await kit.open({ attributes: undefined, capacity: n });
    await collection.insert(batch);
    await settle(collection);
    const count = await collection.count();
    // By the inner product a vector need not be its own nearest neighbour.
    const looked = usualMetric(capabilities) === 'ip' ? [] : spread(n, 40);
    let found = 0;
    for (const row of looked) {
      const { ids } = await collection.search(batch.vectors.slice(row * data.dim, (row + 1) * data.dim), 1);
      if (ids[0] === row) found++;
    }
    // An index may miss one.
    const good = count === n && found >= 0.9 * looked.length;
    return {
      verdict: good ? 'pass' : 'finding',
      what: `${count} of ${many(n, 'vector')} of one batch are counted, and ${found} of ${looked.length} looked for are found.`,
      numbers: { inserted: n, count, looked: looked.length, found },
      ...(!good && { advice: 'Insert in smaller batches, and count.' }),
    };
  },
};

/** The sample again and again, each time turned by one component, so that no two vectors are equal or parallel. */
function repeated({ vectors, ids, dim }: ContractSample, n: number): { ids: Uint32Array; vectors: Float32Array } {
  const all = Float32Array.from({ length: n * dim }, (_, at) => {
    const [row, component] = [Math.floor(at / dim), at % dim];
    const turn = Math.floor(row / ids.length);
    return vectors[(row % ids.length) * dim + ((component + turn) % dim)] as number;
  });
  return { ids: Uint32Array.from({ length: n }, (_, row) => row), vectors: all };
}

/** `count` rows from the first to the last. */
const spread = (n: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.round((i * (n - 1)) / (count - 1)));
