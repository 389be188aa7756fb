import { LabError } from '../../base/lab-error';
import { checkBatch } from '../adapter/check-vectors';
import { refuseUndeclared } from '../adapter/declared-attributes';
import type { Collection, CollectionSpec, Params } from '../engine';
import { copyInto, encodeBatch } from './copy';
import { makeIndex } from './make-index';
import { sessionSettings } from './options';
import { planOf, plansOf } from './plan';
import { indexOptions, settingsIn, telling } from './read-settings';
import { searchingTable } from './searching';
import { openSessions } from './sessions';
import { tableOf } from './table';
import type { PgvectorServer } from './connection';

/** pgvector's limit for an index; a table may hold more. https://github.com/pgvector/pgvector#hnsw */
const mostIndexed = 2000;

/**
 * A collection is a table. Its index is made at the first `ready` with anything in the table, or before: see the option
 * `build`. What is inserted later goes into both.
 */
export async function openPgvector(server: PgvectorServer, spec: CollectionSpec): Promise<Collection> {
  const { build } = spec;
  refuseDimension(spec);
  const table = tableOf(spec);
  const sessions = openSessions(server.config, sessionSettings(build, spec.search), server.mostInFlight);
  const call = <T>(work: () => Promise<T>): Promise<T> => server.call(work);
  const sql = (text: string): Promise<unknown[][]> => sessions.query({ text, rowMode: 'array' });
  const count = async (): Promise<number> => Number((await sql(`SELECT count(*) FROM ${table.name}`))[0]?.[0]);
  const forget = server.onRestart(() => sessions.renew());
  let expected = 0;
  let search = spec.search;
  let built: Params | undefined;
  let dropped = false;

  const index = async (): Promise<void> => {
    built = await makeIndex(sessions, table, spec, server.signal);
  };
  try {
    await call(async () => {
      for (const statement of table.create) await sql(statement);
      if (build.index !== 'none' && build.build === 'before-load') await index();
    });
  } catch (error) {
    forget();
    await sessions.end();
    throw error;
  }
  const checkOpen = (): void => {
    if (dropped) throw new LabError({ code: 'closed', where: 'pgvector', what: 'the collection was dropped' });
  };

  const searching = searchingTable(server, spec, table, sessions);
  return {
    async insert(batch) {
      checkOpen();
      checkBatch(batch, spec, 'pgvector');
      refuseUndeclared(
        batch,
        table.attributes.map(([name]) => name),
        'pgvector',
      );
      server.signal?.throwIfAborted();
      const data = encodeBatch(batch, table.attributes);
      await call(() => sessions.alone((client) => copyInto(client, table.copy, data)));
      expected += batch.ids.length;
    },

    async ready() {
      checkOpen();
      await call(async () => {
        if (!built && build.index !== 'none' && expected > 0) await index();
        // Without it the planner knows nothing of the table that it may choose to read instead of the index.
        await sql(`ANALYZE ${table.name}`);
      });
    },

    async verify() {
      checkOpen();
      const there = await call(count);
      if (there === expected) return;
      const what = `${there} vectors are there after ${expected} were acknowledged`;
      throw new LabError({ code: 'lost-vectors', where: 'pgvector', what });
    },

    async search(vector, k, filter) {
      checkOpen();
      return searching.search(vector, k, filter);
    },

    async searchBatch(vectors, k, filter) {
      checkOpen();
      return searching.searchBatch(vectors, k, filter);
    },

    async configure(next) {
      checkOpen();
      if (sameParams(next, search)) return;
      await call(() => sessions.set(sessionSettings(build, next)));
      search = next;
    },

    async remove(ids) {
      checkOpen();
      const text = `WITH gone AS (DELETE FROM ${table.name} WHERE id = ANY($1::bigint[]) RETURNING 1) SELECT count(*) FROM gone`;
      const rows = await call(() => sessions.query({ text, values: [Array.from(ids)], rowMode: 'array' }));
      expected -= Number(rows[0]?.[0]);
    },

    async count() {
      checkOpen();
      return call(count);
    },

    async readBack() {
      checkOpen();
      const names = [...Object.keys(sessionSettings(build, search)), ...telling];
      return call(async () => ({
        index: build.index as string,
        ...(built && {
          build: build.build as string,
          ...built,
          ...(await indexOptions((query) => sessions.query(query), table.indexName)),
        }),
        ...(await settingsIn((query) => sessions.query(query), names)),
        ...(await plansOf(sessions, table, spec.dim)),
      }));
    },

    async indexUse(k, queries) {
      checkOpen();
      if (build.index === 'none') return undefined;
      const vector = new Float32Array(spec.dim).fill(1);
      const query = queries ? table.searchBatch(Array<Float32Array>(queries).fill(vector), k) : table.search(vector, k);
      const plan = await call(() => planOf(sessions, table, query));
      const seen = `the plan of a ${queries ? `batch of ${queries} searches` : 'search'} for ${k} is ${plan}`;
      return { indexed: plan === 'index' ? expected : 0, of: expected, seen };
    },

    handle: () => table.name,

    async drop() {
      if (dropped) return;
      dropped = true;
      forget();
      try {
        await call(() => sql(`DROP TABLE ${table.name}`));
      } finally {
        await sessions.end();
      }
    },
  };
}

function refuseDimension({ dim, build }: CollectionSpec): void {
  if (build.index === 'none' || dim <= mostIndexed) return;
  const what = `its indexes take at most ${mostIndexed} dimensions, the collection has ${dim}`;
  throw new LabError({ code: 'not-supported', where: 'pgvector', what, remedy: 'set its index to none' });
}

const sameParams = (a: Params, b: Params): boolean => Object.keys({ ...a, ...b }).every((name) => a[name] === b[name]);
