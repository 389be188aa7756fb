import type { Generation } from 'vexlab/dist/engines/vexfs/generation';
import type { Fault } from './faults';

export interface Doc {
  readonly id: string;
  readonly embedding?: readonly number[];
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly document?: string;
}

export interface Stored {
  readonly name: string;
  readonly metadata: { readonly distance?: string };
  readonly docs: Map<string, Doc>;
}

/** A client's mistake, with the status that a server which says so answers with. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The collections of the stub: a list, because the older generation keeps several of one name. */
export class Store {
  collections: Stored[] = [];
  queries = 0;

  constructor(
    readonly generation: Generation,
    private readonly faults: ReadonlySet<Fault>,
  ) {}

  find(name: string): Stored {
    const found = this.collections.findLast((each) => each.name === name);
    if (!found) throw new Refusal(404, `no collection ${name}`);
    return found;
  }

  create(name: string, metadata: Stored['metadata'] | undefined, getOrCreate: boolean): Stored {
    if (!metadata && this.generation === 'unified') throw new Refusal(400, 'metadata is missing');
    const old = this.collections.find((each) => each.name === name);
    if (old && !this.faults.has(getOrCreate ? 'get-or-create-wipes' : 'create-wipes-existing')) {
      if (getOrCreate) return old;
      throw new Refusal(409, `${name} is there`);
    }
    if (this.generation === 'unified') this.delete(name);
    const made = { name, metadata: metadata ?? {}, docs: new Map<string, Doc>() };
    this.collections.push(made);
    return made;
  }

  delete(name: string): void {
    this.collections = this.collections.filter((each) => each.name !== name);
  }

  add(collection: Stored, docs: readonly Doc[]): void {
    for (const { embedding } of docs) {
      if (!embedding) {
        if (this.faults.has('fewer-embeddings-than-ids-accepted')) continue;
        throw new Refusal(400, 'fewer embeddings than ids');
      }
      this.checkVector(collection, embedding);
    }
    for (const doc of docs) collection.docs.set(doc.id, doc);
  }

  /** The k nearest; a distance that has no value is null in the newer generation and 1 in the older. */
  nearest(collection: Stored, query: readonly number[], k: number, passes: (doc: Doc) => boolean = () => true) {
    this.checkVector(collection, query);
    this.queries++;
    const metric = this.faults.has('distance-setting-ignored') ? 'cosine' : collection.metadata.distance;
    const none = this.generation === 'unified' ? Infinity : 1;
    return [...collection.docs.values()]
      .filter((doc) => doc.embedding && passes(doc))
      .map((doc) => ({ doc, distance: distanceOf(metric, query, doc.embedding ?? []) ?? none }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, k)
      .map(({ doc, distance }) => ({ doc, distance: Number.isFinite(distance) ? distance : null }));
  }

  private checkVector({ docs }: Stored, vector: readonly unknown[]): void {
    if (!vector.every((component) => typeof component === 'number')) throw new Refusal(422, 'a component is no number');
    const dim = [...docs.values()].find(({ embedding }) => embedding)?.embedding?.length;
    if (dim !== undefined && vector.length !== dim && !this.faults.has('wrong-dimension-accepted')) {
      throw new Refusal(400, `dimension ${vector.length} among ${dim}`);
    }
    if (vector.every((component) => component === 0) && !this.faults.has('zero-vector-accepted')) {
      throw new Refusal(400, 'a zero vector');
    }
  }
}

function distanceOf(metric: string | undefined, x: readonly number[], y: readonly number[]): number | undefined {
  if (x.length !== y.length) return undefined;
  if (metric === 'euclidean') return Math.hypot(...x.map((component, i) => component - (y[i] as number)));
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, c, i) => sum + c * (b[i] as number), 0);
  const norms = Math.sqrt(dot(x, x) * dot(y, y));
  return norms === 0 ? undefined : 1 - dot(x, y) / norms;
}
