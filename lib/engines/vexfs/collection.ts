import { randomBytes } from 'node:crypto';
import { LabError } from '../../base/lab-error';
import { checkBatch, checkQuery, dimensionOf, refuseFilter } from '../adapter/check-vectors';
import type { AttachedCollection, Collection, CollectionSpec } from '../engine';
import { addBodies } from './add-bodies';
import type { VexfsApi } from './api';

/** Opens a collection under a name that nobody else has. VexFS's ids are strings: the dataset's in decimal. */
export async function openVexfs(api: VexfsApi, spec: CollectionSpec, signal?: AbortSignal): Promise<Collection> {
  if (spec.metric !== 'cosine') {
    const what = `it ranks by cosine alone, whatever it is asked for (here ${spec.metric})`;
    throw new LabError({ code: 'not-supported', where: 'vexfs', what });
  }
  const name = uniqueName(spec.name);
  await api.create(name);
  let acknowledged = 0;
  let dropped = false;

  const checkOpen = (): void => {
    if (dropped) throw new LabError({ code: 'closed', where: 'vexfs', what: 'the collection was dropped' });
  };
  const count = async (): Promise<number> => {
    checkOpen();
    return api.count(name, spec.dim);
  };

  return {
    async insert(batch) {
      checkOpen();
      checkBatch(batch, spec, 'vexfs');
      for (const { json, rows } of addBodies(batch, dimensionOf(batch))) {
        signal?.throwIfAborted();
        await api.add(name, json);
        acknowledged += rows;
      }
    },

    // What it acknowledged it can find.
    ready: () => Promise.resolve().then(checkOpen),

    async verify() {
      const there = await count();
      if (there === acknowledged) return;
      const what = `${there} vectors are there after ${acknowledged} were acknowledged: it puts an id that it has in the old one's place`;
      throw new LabError({ code: 'duplicate-id', where: 'vexfs', what });
    },

    async search(query, k, filter) {
      checkOpen();
      return searchingVexfs(api, spec, { name, acknowledged }).search(query, k, filter);
    },

    count,

    // There is nothing to set.
    readBack: () => Promise.resolve({}),

    handle: () => ({ name, acknowledged }),

    async drop() {
      if (dropped) return;
      dropped = true;
      await api.drop(name);
    },
  };
}

/** What another connection must know of a collection. */
export interface VexfsHandle {
  readonly name: string;
  readonly acknowledged: number;
}

/** Searches in a collection that is there. */
export const searchingVexfs = (
  api: VexfsApi,
  spec: CollectionSpec,
  { name, acknowledged }: VexfsHandle,
): AttachedCollection => ({
  async search(query, k, filter) {
    refuseFilter(filter, 'vexfs');
    checkQuery(query, k, spec, 'vexfs');
    const hits = await api.search(name, query, k);
    if (hits.ids.length > 0 || acknowledged === 0) return hits;
    const what = `it found nothing in ${name}, where ${acknowledged} vectors were acknowledged`;
    throw new LabError({ code: 'bad-answer', where: 'vexfs', what });
  },
});

/** Safe in a path. */
export const uniqueName = (name: string): string =>
  `vexlab-${name.replace(/[^a-zA-Z0-9_-]/g, '-').slice(0, 100)}-${randomBytes(4).toString('hex')}`;
