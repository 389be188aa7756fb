import { randomBytes } from 'node:crypto';
import type { Table as ArrowTable } from 'apache-arrow';
import type { Connection as Database, IndexConfig, VectorQuery } from '@lancedb/lancedb';
import { LabError, messageOf } from '../../base/lab-error';
import { checkBatch, checkQueries, checkQuery, dimensionOf } from '../adapter/check-vectors';
import { refuseUndeclared } from '../adapter/declared-attributes';
import type { Collection, CollectionSpec, EngineContext, Filter } from '../engine';
import { isFull, noSpace } from '../process/data-folder';
import { indexAsAsked, indexAsMade } from './index-parameters';
import { answerOf, answersOf } from './answers';
import { refuseDuplicates } from './refuse-duplicates';
import { rowsOf, schemaOf, whereOf } from './rows';

/** Rows of one commit, so that an abort does not wait for a whole batch, and ids of one deletion. */
const sliceRows = 10_000;
const indexName = 'vectors';

/** A collection in a table of its own. `ready` compacts the table and makes the index, or takes new rows into it. */
export async function openLancedb(
  spec: CollectionSpec,
  database: Database,
  folder: string,
  { signal }: EngineContext,
): Promise<Collection> {
  const { dim, attributes = {}, build } = spec;
  const metric = ({ l2: 'l2', cosine: 'cosine', ip: 'dot' } as const)[spec.metric];
  const name = spec.stored ?? `vexlab_${randomBytes(6).toString('hex')}`;
  let inForce = spec.search;
  // Whoever stored it may have ended before it was ready.
  let changed = spec.stored !== undefined;
  let over: 'dropped' | 'closed' | undefined;

  /** Tells errors as LabErrors, and refuses once the collection was dropped or let go of. */
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    if (over) throw new LabError({ code: 'closed', where: 'lancedb', what: `the collection was ${over}` });
    try {
      return await work();
    } catch (error) {
      if (error instanceof LabError) throw error;
      if (isFull(folder)) throw noSpace(folder, 'lancedb', error);
      throw new LabError({ code: 'engine-error', where: 'lancedb', what: messageOf(error), cause: error });
    }
  };
  const table = await call(() =>
    spec.stored === undefined
      ? database.createEmptyTable(name, schemaOf(dim, attributes))
      : database.openTable(spec.stored),
  );
  const nearestTo = (query: Float32Array): VectorQuery => {
    const { ef, nprobes, refine_factor } = inForce as { ef: number; nprobes: number; refine_factor: number };
    const asked = table.query().nearestTo(query).column('vector').distanceType(metric).ef(ef).nprobes(nprobes);
    return refine_factor > 0 ? asked.refineFactor(refine_factor) : asked;
  };
  const found = (asked: VectorQuery, k: number, filter: Filter | undefined): Promise<ArrowTable> =>
    (filter ? asked.where(whereOf(filter, attributes)) : asked).select(['id', '_distance']).limit(k).toArrow();
  const index = async (): Promise<IndexConfig | undefined> =>
    (await table.listIndices()).find((one) => one.name === indexName);

  return {
    async insert(batch) {
      checkBatch(batch, spec, 'lancedb');
      refuseUndeclared(batch, Object.keys(attributes), 'lancedb');
      const { ids, vectors, attributes: values } = batch;
      const width = dimensionOf(batch);
      for (let row = 0; row < ids.length; row += sliceRows) {
        signal?.throwIfAborted();
        const end = Math.min(row + sliceRows, ids.length);
        const part = {
          ids: ids.subarray(row, end),
          vectors: vectors.subarray(row * width, end * width),
          ...(values && { attributes: values.slice(row, end) }),
        };
        await call(() => table.add(rowsOf(part, attributes)));
        changed = true;
      }
    },

    ready: () =>
      call(async () => {
        if (!changed) return;
        // Many small files become one, and what they and older indexes took on the disk is given back.
        await table.optimize({ cleanupOlderThan: new Date() });
        const rows = await table.countRows();
        if (build.index === 'none' || rows === 0) return;
        if (!(await index())) {
          await table.createIndex('vector', { config: indexAsAsked(build, metric), name: indexName });
        }
        const made = await index();
        if (made?.numUnindexedRows !== 0) {
          const what = `its index ${made ? `lacks ${made.numUnindexedRows} of ${rows} rows` : 'is not there after it was made'}`;
          throw new LabError({ code: 'not-ready', where: 'lancedb', what });
        }
        changed = false;
      }),

    verify: () => call(() => refuseDuplicates(table)),

    async search(query, k, filter) {
      checkQuery(query, k, spec, 'lancedb');
      return call(async () => answerOf(await found(nearestTo(query), k, filter)));
    },

    async searchBatch(queries, k, filter) {
      checkQueries(queries, k, spec, 'lancedb');
      return call(async () => {
        const [first, ...rest] = queries as [Float32Array, ...Float32Array[]];
        const asked = rest.reduce((one, query) => one.addQueryVector(query), nearestTo(first));
        return answersOf(await found(asked, k, filter), queries.length);
      });
    },

    /** They go with every query. */
    configure(search) {
      inForce = search;
      return Promise.resolve();
    },

    remove: (ids) =>
      call(async () => {
        for (let row = 0; row < ids.length; row += sliceRows) {
          await table.delete(`id IN (${ids.subarray(row, row + sliceRows).join()})`);
        }
      }),

    count: () => call(() => table.countRows()),

    readBack: () => call(async () => ({ ...indexAsMade(await index()), ...inForce })),

    stored: {
      name,
      close() {
        if (!over) table.close();
        over ??= 'closed';
        return Promise.resolve();
      },
    },

    indexUse: (k) =>
      call(async () => {
        if (build.index === 'none') return undefined;
        const plan = await nearestTo(new Float32Array(dim).fill(1)).select(['id']).limit(k).explainPlan(false);
        const rows = await table.countRows();
        // Rows that came since are looked at beside it, one by one.
        const step = /\bANN\w+/.exec(plan)?.[0];
        const indexed = step ? rows - ((await index())?.numUnindexedRows ?? rows) : 0;
        return { indexed, of: rows, seen: `the plan of a search for ${k} has ${step ?? 'no step of an index'}` };
      }),

    async drop() {
      if (over) return;
      over = 'dropped';
      table.close();
      await database.dropTable(name);
    },
  };
}
