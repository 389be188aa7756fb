import type { Collection } from '../engines/engine';

/** Waits until all that was inserted can be found, and has the adapter look whether it is there, each id once. */
export async function settle(collection: Collection): Promise<void> {
  await collection.ready();
  await collection.verify?.();
}
