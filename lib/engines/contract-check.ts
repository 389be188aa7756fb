import type { Metric } from '../datasets/dataset';
import type { Batch, Collection, CollectionSpec, Connection, Engine, EngineContext } from './engine';

/**
 * What a check of the contract came to. `pass`: as it should be. `fact`: neither right nor wrong, and worth knowing.
 * `finding`: the engine misbehaves; shown wherever its numbers are. `not-applicable`: the engine declares that it lacks this.
 * `broken`: the check could not be carried through; the adapter or the engine is at fault, and the suite fails.
 */
export type Verdict = 'pass' | 'fact' | 'finding' | 'not-applicable' | 'broken';

export interface Outcome {
  readonly verdict: Verdict;
  /** One sentence that says what was seen, with the figures. */
  readonly what: string;
  readonly numbers?: Readonly<Record<string, number>>;
  /** What a reader of the engine's numbers, or its user, should do about it. */
  readonly advice?: string;
}

/** One question to an engine. Every engine gets the same ones; an engine's file may add its own. */
export interface ContractCheck {
  /** In kebab case; stable, because reports and expectations name it. */
  readonly name: string;
  /** What it asks, e.g. `Are acknowledged vectors there after kill -9?`. */
  readonly question: string;
  run(kit: ContractKit): Promise<Outcome>;
}

/** Seeded vectors with their ids and attributes, and queries like them. */
export interface ContractSample extends Batch {
  readonly dim: number;
  readonly queries: readonly Float32Array[];
}

/** What a check may use. Collections that it opens are dropped when it ends. */
export interface ContractKit {
  readonly engine: Engine;
  readonly connection: Connection;
  readonly context: EngineContext;
  readonly data: ContractSample;
  /** What `open` asks for where nothing else is said. */
  spec(spec?: Partial<CollectionSpec>): CollectionSpec;
  /** An empty collection: l2 (or the engine's first metric) and high search effort where `spec` says nothing else. */
  open(spec?: Partial<CollectionSpec>): Promise<Collection>;
  /** The same with the sample inserted, and ready. */
  filled(spec?: Partial<CollectionSpec>): Promise<Collection>;
  /** Ids of the true k nearest among the sample's rows that pass `keep`, nearest first. */
  nearest(metric: Metric, query: Float32Array, k: number, keep?: (row: number) => boolean): number[];
  /**
   * The same over a connection that `connect` makes, with a data folder of its own: for a check that must end an engine that
   * lives in the lab's process. It is closed when the check ends.
   */
  apart(connect: (engine: Engine, context: EngineContext) => Promise<Connection>): Promise<ContractKit>;
  /** Mean recall@10 over the sample's queries. */
  recall(collection: Collection, metric: Metric): Promise<number>;
}
