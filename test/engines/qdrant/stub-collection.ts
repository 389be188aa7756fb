import { distance } from 'vexlab/dist/exact/distance';
import type { Reply } from './stub';

/** A collection of the stub: everything is in one segment, and all of it says to be indexed. */
export interface StubCollection {
  /** As it was created. */
  readonly made: Record<string, unknown>;
  report(): Record<string, unknown>;
  size(): number;
  upsert(body: Record<string, unknown>): Reply;
  remove(body: Record<string, unknown>): Reply;
  query(body: Record<string, unknown>): Reply;
}

interface Stored {
  readonly vector: Float32Array;
  readonly payload: Record<string, unknown>;
}

const metrics = { Euclid: 'l2', Cosine: 'cosine', Dot: 'ip' } as const;

export function newCollection(made: Record<string, unknown>): StubCollection {
  const { vectors, hnsw_config, optimizers_config } = made as {
    vectors: { size: number; distance: keyof typeof metrics };
    hnsw_config: object;
    optimizers_config: object;
  };
  const metric = metrics[vectors.distance];
  const points = new Map<number, Stored>();
  const wrong = (vector: readonly (number | null)[]): Reply | undefined => {
    if (vector.some((component) => component === null)) {
      return { status: 400, error: 'Format error in JSON body: data did not match any variant' };
    }
    if (vector.length === vectors.size) return undefined;
    const error = `Wrong input: Vector dimension error: expected dim: ${vectors.size}, got ${vector.length}`;
    return { status: 400, error };
  };
  return {
    made,
    size: () => points.size,
    report: () => ({
      status: 'green',
      optimizer_status: 'ok',
      points_count: points.size,
      indexed_vectors_count: points.size,
      segments_count: 2,
      config: { params: { vectors }, hnsw_config, optimizer_config: optimizers_config },
    }),
    upsert(body) {
      const { ids, vectors, payloads } = body.batch as { ids: number[]; vectors: number[][]; payloads?: object[] };
      for (const vector of vectors) {
        const bad = wrong(vector);
        if (bad) return bad;
      }
      ids.forEach((id, row) =>
        points.set(id, { vector: Float32Array.from(vectors[row] ?? []), payload: { ...payloads?.[row] } }),
      );
      return { result: { operation_id: 0, status: 'completed' } };
    },
    remove({ points: ids }) {
      for (const id of ids as number[]) points.delete(id);
      return { result: { operation_id: 0, status: 'completed' } };
    },
    query(body) {
      const { query, limit, filter } = body as { query: number[]; limit: number; filter?: { must: Condition[] } };
      const bad = wrong(query);
      if (bad) return bad;
      const vector = Float32Array.from(query);
      const near = (stored: Float32Array): number => {
        const d = distance(metric, stored, 0, vector, 0, stored.length);
        // A zero vector under cosine has the similarity 0 there.
        return Number.isNaN(d) ? 1 : d;
      };
      const found = [...points]
        .filter(([, { payload }]) => (filter?.must ?? []).every((condition) => passes(payload, condition)))
        .map(([id, stored]) => ({ id, distance: near(stored.vector) }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, limit)
        .map(({ id, distance }) => ({ id, version: 0, score: scoreOf[metric](distance) }));
      return { result: { points: found } };
    },
  };
}

const scoreOf = {
  l2: (distance: number): number => distance,
  cosine: (distance: number): number => 1 - distance,
  ip: (distance: number): number => -distance,
};

interface Condition {
  readonly key?: string;
  readonly match?: { readonly value: unknown };
  readonly range?: { readonly gte: number; readonly lte: number };
  readonly is_null?: { readonly key: string };
}

function passes(payload: Record<string, unknown>, { key = '', match, range, is_null }: Condition): boolean {
  const value = (path: string): unknown => payload[path.replace(/^"(.*)"$/, '$1')];
  if (is_null) return value(is_null.key) === null;
  const found = value(key);
  if (range) return typeof found === 'number' && found >= range.gte && found <= range.lte;
  return found === match?.value;
}
