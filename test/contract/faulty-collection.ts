import { setImmediate as turn } from 'node:timers/promises';
import { LabError } from 'vexlab/dist/base/lab-error';
import { checkBatch, checkQueries, checkQuery } from 'vexlab/dist/engines/adapter/check-vectors';
import type { Capabilities, Collection } from 'vexlab/dist/engines/engine';
import { answer, kept, type Row, type Store } from './faulty-answer';
import { refuseQuery, refuseVectors } from './faulty-refusals';
import type { FaultName } from './faults';

interface Parts {
  readonly has: (fault: FaultName) => boolean;
  readonly store: Store;
  readonly stores: Set<Store>;
  readonly server: { alive: boolean };
  readonly call: () => void;
  readonly capabilities: Capabilities;
}

const error = (code: string, what: string): LabError => new LabError({ code, where: 'faulty', what });
export function openCollection({ has, store, stores, server, call, capabilities }: Parts): Collection {
  const { spec, rows } = store;
  let reported = store.search;
  let dropped = false;
  let deleted = 0;
  let expected = 0;
  let pending = 0;
  let last: Float32Array | undefined;

  const checkOpen = (): void => {
    call();
    if (dropped) throw error('closed', 'the collection was dropped');
    if (store.gone) throw error('not-found', 'there is no such collection');
  };

  const put = (row: Row): void => {
    const there = rows.find(({ id }) => id === row.id);
    if (!there || has('keeps duplicates')) rows.push(row);
    else if (has('replaces duplicates')) there.vector = row.vector;
    else if (!has('ignores duplicates')) {
      if (!has('says nothing of duplicates')) throw error('duplicate-id', `id ${row.id} is already there`);
      throw error('engine-error', `id ${row.id} is already there`);
    }
  };

  return {
    // eslint-disable-next-line @typescript-eslint/require-await
    async insert(batch) {
      checkOpen();
      if (!has('has no checks in its adapter')) checkBatch(batch, spec, 'faulty');
      if (has('dies of NaN') && batch.vectors.some(Number.isNaN)) server.alive = false;
      checkOpen();
      refuseVectors(batch, spec, has);
      const vectors = has('reads a part of an array from its beginning')
        ? new Float32Array(batch.vectors.buffer)
        : batch.vectors;
      const dim = batch.vectors.length / batch.ids.length;
      batch.ids.forEach((id, i) => {
        if (has('takes 5,000 rows of a batch') && i >= 5000) return;
        if (has('takes 4 MiB of a batch') && (i + 1) * 4 * dim > (capabilities.maxBatchBytes ?? 0)) return;
        const vector = vectors.slice(i * dim, (i + 1) * dim);
        put({ id, vector, attributes: kept(batch.attributes?.[i] ?? {}, has) });
      });
      expected += batch.ids.length;
    },

    // eslint-disable-next-line @typescript-eslint/require-await
    async ready() {
      checkOpen();
    },

    // eslint-disable-next-line @typescript-eslint/require-await
    async verify() {
      const silent = has('replaces duplicates') || has('ignores duplicates') || has('keeps duplicates');
      const ids = new Set(rows.map(({ id }) => id)).size;
      if (silent && ids !== expected) throw error('duplicate-id', `${ids} ids of ${expected} are there`);
    },

    async search(query, k, filter) {
      checkOpen();
      if (!has('has no checks in its adapter')) checkQuery(query, k, spec, 'faulty');
      refuseQuery(query, spec, has);
      pending++;
      const mixed = has('mixes its clients up') && pending > 1 && last ? last : query;
      last = query;
      if (!has('blocks while it searches')) await turn();
      pending--;
      return answer(store, mixed, k, capabilities.filter ? filter : undefined, has);
    },

    ...(!has('has no batches and declares them') && {
      async searchBatch(queries, k, filter) {
        checkOpen();
        if (!has('has no checks in its adapter')) checkQueries(queries, k, spec, 'faulty');
        await turn();
        const [first] = queries as [Float32Array];
        const asked = has('answers the first query of a batch') ? [first] : queries;
        const answers = asked.map((query) => answer(store, query, k, capabilities.filter ? filter : undefined, has));
        return has('answers a batch in reverse') ? answers.reverse() : answers;
      },
    }),

    configure(search) {
      reported = search;
      if (!has('only reports the effort')) store.search = search;
      return Promise.resolve();
    },

    // eslint-disable-next-line @typescript-eslint/require-await
    async remove(ids) {
      for (const id of ids) {
        const at = rows.findIndex((row) => row.id === id);
        if (at < 0) continue;
        deleted++;
        expected--;
        if (!has('answers what was deleted')) rows.splice(at, 1);
      }
    },

    // eslint-disable-next-line @typescript-eslint/require-await
    async count() {
      checkOpen();
      if (has('answers what was deleted')) return rows.length - deleted;
      return rows.length + (has('counts what was deleted') ? deleted : 0);
    },

    readBack() {
      const build = has('builds with other parameters') ? { M: 16, efConstruction: 100 } : spec.build;
      return Promise.resolve({ ...build, ...reported, ...(has('reports another effort') && { ef: 64 }) });
    },

    drop() {
      if (dropped) return Promise.resolve();
      dropped = !has('is not closed when it is dropped');
      stores.delete(store);
      if (has('drops every collection of a name')) for (const other of stores) other.gone = true;
      return Promise.resolve();
    },
  };
}
