import type { Doc } from './store';
import type { Dialect } from './stub';

interface Condition {
  readonly key: string;
  readonly match?: { readonly value: unknown };
  readonly range?: { readonly gte?: number };
}

interface Search {
  readonly vector: number[];
  readonly limit: number;
  readonly filter?: { readonly must?: Condition[] };
}

/** The two routes of Qdrant's that the checks ask. */
export const qdrant: Dialect = (store, { method, path, body }, faults) => {
  const [name, action] = /^\/collections\/([^/]+)\/(points|points\/search)$/.exec(path)?.slice(1) ?? [];
  if (method === 'PUT' && action === 'points') {
    const { points } = JSON.parse(body) as { points: { id: number; vector: number[]; payload: Doc['metadata'] }[] };
    const docs = points.map(({ id, vector, payload }) => ({ id: String(id), embedding: vector, metadata: payload }));
    store.add(store.find(name as string), docs);
    return { result: { operation_id: 0, status: 'completed' }, status: 'ok', time: 0.001 };
  }
  if (method !== 'POST' || action !== 'points/search') return undefined;
  const { vector, limit, filter } = JSON.parse(body) as Search;
  const passes = ({ metadata }: Doc): boolean =>
    (filter?.must ?? []).every(({ key, match, range }) => {
      const value = metadata?.[key];
      if (typeof value === 'number' && faults.has('qdrant-dialect-integer-filter-ignores-bounds')) return true;
      if (typeof value === 'string' && faults.has('qdrant-dialect-keyword-filter-empty')) return false;
      return match ? value === match.value : Number(value) >= (range?.gte ?? -Infinity);
    });
  const hits = store.nearest(store.find(name as string), vector, limit, passes);
  const result = hits.map(({ doc, distance }) => ({ id: Number(doc.id), version: 0, score: 1 - (distance ?? 0) }));
  return { result, status: 'ok', time: 0.001 };
};
