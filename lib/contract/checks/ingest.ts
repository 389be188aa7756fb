import type { ContractCheck } from '../../engines/contract-check';
import { recall, usualMetric } from '../nearest';
import { firstRows } from '../sample';
import { settle } from '../settle';
import { short } from '../words';

/** Rows of the first batch: the second begins within the array, which engines that post a whole buffer get wrong. */
const cut = 1234;

export const createIngestCount: ContractCheck = {
  name: 'create-ingest-count',
  question: 'Is a new collection empty, and does it then hold every vector that was acknowledged?',
  async run(kit) {
    const { data, connection } = kit;
    const collection = await kit.open({ attributes: undefined });
    const before = await collection.count();
    const { ids, dim } = data;
    const shared = new Float32Array(new SharedArrayBuffer(data.vectors.byteLength));
    shared.set(data.vectors);
    await collection.insert(firstRows(data, cut));
    await collection.insert({ ids: ids.subarray(cut), vectors: shared.subarray(cut * dim) });
    await settle(collection);
    const count = await collection.count();
    const found = await recall(collection, data, usualMetric(connection.capabilities));
    const good = before === 0 && count === ids.length && found >= 0.9;
    return {
      verdict: good ? 'pass' : 'finding',
      what:
        `${count} of ${ids.length} vectors are counted after two batches, ${before} before them; ` +
        `recall@10 over both is ${short(found)}.`,
      numbers: { before, inserted: ids.length, count, recall: found },
      ...(!good && { advice: 'Its numbers are of other vectors than were given to it.' }),
    };
  },
};
