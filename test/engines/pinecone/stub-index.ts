import { distance } from 'vexlab/dist/exact/distance';
import type { Reply } from './stub';

/** A serverless index of the stub: a scan over what it shows already, which is later than what it has acknowledged. */
export interface StubIndex {
  model(): object;
  /** The same, and counts how often it was asked. */
  described(): object;
  stats(): object;
  upsert(body: Record<string, unknown>): Reply;
  remove(body: Record<string, unknown>): Reply;
  query(body: Record<string, unknown>): Reply;
}

interface Stored {
  readonly id: string;
  readonly values: Float32Array;
  readonly metadata: Record<string, unknown>;
}

const metrics = { euclidean: 'l2', cosine: 'cosine', dotproduct: 'ip' } as const;
const problem = (message: string): Reply => ({ status: 400, body: { code: 3, message, details: [] } });

export function newIndex(made: Record<string, unknown>, host: string, lag: number): StubIndex {
  const { name, dimension, metric, spec } = made as {
    name: string;
    dimension: number;
    metric: keyof typeof metrics;
    spec: { serverless: object };
  };
  const acknowledged = new Map<string, Stored>();
  let shown = new Map<string, Stored>();
  let untilReady = lag;
  let untilShown = 0;
  const changed = (): Reply => {
    untilShown = lag;
    return { body: {} };
  };
  const model = (): object => ({
    name,
    dimension,
    metric,
    host,
    spec: { serverless: { ...spec.serverless, read_capacity: { mode: 'OnDemand', status: { state: 'Ready' } } } },
    status: { ready: untilReady <= 0, state: untilReady <= 0 ? 'Ready' : 'Initializing' },
    vector_type: 'dense',
    deletion_protection: 'disabled',
  });
  const wrong = (values: readonly (number | null)[]): Reply | undefined => {
    if (values.some((value) => value === null)) return problem('Unexpected value null in values');
    if (values.length === dimension) return undefined;
    return problem(`Vector dimension ${values.length} does not match the dimension of the index ${dimension}`);
  };
  return {
    model,
    described() {
      untilReady--;
      return model();
    },
    stats() {
      if (untilShown-- <= 0) shown = new Map(acknowledged);
      const count = shown.size;
      return {
        namespaces: { __default__: { vectorCount: count } },
        dimension,
        indexFullness: 0,
        totalVectorCount: count,
      };
    },
    upsert(body) {
      const { vectors } = body as { vectors: { id: string; values: number[]; metadata?: Record<string, unknown> }[] };
      if (vectors.length > 1000) return problem('Batch size exceeds the limit of 1000');
      for (const { values, metadata = {} } of vectors) {
        const bad = wrong(values);
        if (bad) return bad;
        if (values.every((value) => value === 0))
          return problem('Dense vectors must contain at least one non-zero value');
        if (Object.values(metadata).includes(null)) return problem('Metadata value must be a string, number, boolean');
      }
      for (const { id, values, metadata = {} } of vectors) {
        acknowledged.set(id, { id, values: Float32Array.from(values), metadata });
      }
      return changed();
    },
    remove({ ids }) {
      for (const id of ids as string[]) acknowledged.delete(id);
      return changed();
    },
    query(body) {
      const { vector, topK, filter = {} } = body as { vector: number[]; topK: number; filter?: Filter };
      const bad = wrong(vector);
      if (bad) return bad;
      if (vector.every((value) => value === 0))
        return problem('Dense vectors must contain at least one non-zero value');
      const query = Float32Array.from(vector);
      const matches = [...shown.values()]
        .filter(({ metadata }) =>
          Object.entries(filter).every(([name, condition]) => passes(metadata[name], condition)),
        )
        .map(({ id, values }) => ({ id, distance: distance(metrics[metric], values, 0, query, 0, values.length) }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, topK)
        .map(({ id, distance }) => ({ id, score: scoreOf[metric](distance), values: [] }));
      return { body: { matches, namespace: '__default__', usage: { readUnits: 1 } } };
    },
  };
}

type Filter = Record<string, { $eq?: unknown; $exists?: boolean }>;

const passes = (value: unknown, { $eq, $exists }: { $eq?: unknown; $exists?: boolean }): boolean =>
  $exists === undefined ? value === $eq : (value !== undefined) === $exists;

const scoreOf = {
  euclidean: (distance: number): number => distance * distance,
  cosine: (distance: number): number => 1 - distance,
  dotproduct: (distance: number): number => -distance,
};
