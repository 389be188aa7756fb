import type { ContractKit, ContractSample } from '../engines/contract-check';
import type { Collection, CollectionSpec } from '../engines/engine';
import { firstRows } from './sample';
import { settle } from './settle';

/** A collection with the sample's first n vectors and nothing else, ready, and what is in it. */
export async function plain(
  kit: ContractKit,
  n: number,
  spec: Partial<CollectionSpec> = {},
): Promise<{ collection: Collection; data: ContractSample }> {
  const data = firstRows(kit.data, n);
  const collection = await kit.open({ attributes: undefined, capacity: n, ...spec });
  await collection.insert(data);
  await settle(collection);
  return { collection, data };
}
