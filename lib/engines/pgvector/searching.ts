import type { BatchSearching } from '../adapter/batch-searching';
import { checkQueries, checkQuery } from '../adapter/check-vectors';
import type { AttachedCollection, CollectionSpec } from '../engine';
import type { PgvectorServer } from './connection';
import { sessionSettings } from './options';
import { openSessions, type Sessions } from './sessions';
import { type Table, tableOf } from './table';

/** A table of that name that another connection has made, over sessions of its own, which the server's connection ends. */
export function attachPgvector(server: PgvectorServer, spec: CollectionSpec, name: string): AttachedCollection {
  const sessions = openSessions(server.config, sessionSettings(spec.build, spec.search), server.mostInFlight);
  server.onClose(() => sessions.end());
  return searchingTable(server, spec, tableOf(spec, name), sessions);
}

/** Searches in a table, over sessions with the settings in force. */
export const searchingTable = (
  server: PgvectorServer,
  spec: CollectionSpec,
  table: Table,
  sessions: Sessions,
): BatchSearching => ({
  async search(vector, k, filter) {
    checkQuery(vector, k, spec, 'pgvector');
    const rows = await server.timed(() => sessions.query(table.search(vector, k, filter)));
    return { ids: rows.map(([id]) => Number(id)), distances: rows.map(([, distance]) => Number(distance)) };
  },

  async searchBatch(vectors, k, filter) {
    checkQueries(vectors, k, spec, 'pgvector');
    const rows = await server.timed(() => sessions.query(table.searchBatch(vectors, k, filter)));
    const answers = vectors.map(() => ({ ids: [] as number[], distances: [] as number[] }));
    for (const [place, id, distance] of rows) {
      const answer = answers[Number(place) - 1];
      answer?.ids.push(Number(id));
      answer?.distances.push(Number(distance));
    }
    return answers;
  },
});
