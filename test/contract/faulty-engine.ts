import { LabError } from 'vexlab/dist/base/lab-error';
import type { Capabilities, Collection, Connection, Engine } from 'vexlab/dist/engines/engine';
import { zodOptions } from 'vexlab/dist/engines/adapter/zod-options';
import { z } from 'zod';
import type { FaultName } from './faults';
import type { Store } from './faulty-answer';
import { openCollection } from './faulty-collection';

/** What its server holds, whoever connects. */
const served: Store[] = [];

/** An engine in memory that keeps the contract but for the faults that it is given. */
export function faultyEngine(...faults: FaultName[]): Engine {
  const has = (fault: FaultName): boolean => faults.includes(fault);
  const duplicateIds = has('replaces duplicates')
    ? 'replaces'
    : has('ignores duplicates')
      ? 'ignores'
      : has('keeps duplicates')
        ? 'keeps-both'
        : has('declares another treatment of duplicates')
          ? 'replaces'
          : 'rejects';
  const capabilities: Capabilities = {
    metrics: ['l2', 'cosine', 'ip'],
    filter: !has('declares no filter and answers to one'),
    remove: !has('deletes though it declares that it cannot'),
    durable: true,
    searchParams: has('configures though it declares that it cannot') ? 'build' : 'configure',
    duplicateIds,
    batchedSearch: has('sends batches though it declares that it cannot') ? 'it takes one query' : true,
    ...(has('takes 4 MiB of a batch') && { maxBatchBytes: 4 * 1024 * 1024 }),
  };
  const buildOptions = zodOptions({
    M: z.int().min(2).max(100).default(16),
    efConstruction: z.int().min(1).max(1000).default(100),
  });
  return {
    name: 'faulty',
    title: 'Faulty',
    kind: 'server',
    mark: { colour: '#999999', symbol: 'x' },
    capabilities,
    common: { m: 'M', efConstruction: 'efConstruction', ef: 'ef' },
    buildOptions: has('takes options that it does not know')
      ? { ...buildOptions, parse: (given) => ({ M: 16, efConstruction: 100, ...(given as object) }) }
      : buildOptions,
    searchOptions: zodOptions({ ef: z.int().min(1).max(400).default(64) }),
    testedAgainst: 'engine',
    probe: () => Promise.resolve({ state: 'startable', how: 'started', why: 'it is a part of this test' }),
    connect: () => Promise.resolve(connect(has, capabilities)),
  };
}

function connect(has: (fault: FaultName) => boolean, capabilities: Capabilities): Connection {
  const stores = new Set<Store>();
  const server = { alive: true };
  const call = (): void => {
    if (!server.alive) throw new LabError({ code: 'server-died', where: 'faulty', what: 'its server is gone' });
  };
  return {
    how: has('is found otherwise than it says') ? 'docker' : 'started',
    clientVersion: '1.0.0',
    capabilities,
    pids: () => [],
    ...(!has('has no ping') && {
      // eslint-disable-next-line @typescript-eslint/require-await
      ping: async () => call(),
    }),
    restart(hard) {
      server.alive = true;
      for (const store of stores) {
        const { rows } = store;
        if (has(hard ? 'forgets when it is killed' : 'forgets when it is stopped')) rows.splice(0);
        if (hard && has('forgets the last tenth when it is killed')) rows.splice(Math.ceil(0.9 * rows.length));
        if (hard && has('mislays the last dozen when it is killed')) {
          for (const row of rows.slice(-12)) row.vector = row.vector.map(() => 1000);
        }
        if (hard && has('forgets its collections when it is killed')) store.gone = true;
      }
      return Promise.resolve();
    },
    open(spec): Promise<Collection> {
      const store: Store = { spec, rows: [], search: spec.search, gone: false };
      stores.add(store);
      const handle = served.push(store) - 1;
      const collection = openCollection({ has, store, stores, server, call, capabilities });
      return Promise.resolve({ ...collection, handle: () => handle });
    },
    address: { FAULTY_URL: 'here' },
    ...(!has('has an address alone') && {
      attach(spec, handle) {
        const { rows } = served[handle as number] as Store;
        const lacking = has('attaches to a copy that lacks vectors') ? rows.filter((_, row) => row % 2 === 0) : rows;
        const store: Store = { spec, rows: lacking, search: spec.search, gone: false };
        return Promise.resolve(openCollection({ has, store, stores, server, call, capabilities }));
      },
    }),
    close: () => Promise.resolve(),
  };
}
