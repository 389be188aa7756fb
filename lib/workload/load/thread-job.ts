import type { CollectionSpec, Filter } from '../../engines/engine';
import type { LoopAnswers } from '../loops/closed-loop';
import type { SizedLoop } from '../loops/loop-of';
import type { OpenLoop, OpenLoopAnswers } from '../loops/open-loop';

/** What a closed loop asks, whoever carries it out. */
export type ClosedAsk = Pick<SizedLoop, 'clients' | 'requests' | 'minMs' | 'k' | 'first' | 'size'>;

/** What an open loop asks. */
export type OpenAsk = Pick<OpenLoop, 'due' | 'k' | 'first' | 'mostInFlight' | 'graceMs'>;

/** Where a thread asks: a collection of an engine that is there, or an HTTP server that answers anything. */
export type Place = EnginePlace | { readonly url: string };

export interface EnginePlace {
  readonly engine: string;
  /** A module whose `engines` has it; absent: the lab's index. */
  readonly enginesFile?: string | undefined;
  /** With the variables of the connection's `address`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
  readonly spec: CollectionSpec;
  /** Of the collection. */
  readonly handle: unknown;
  /** What every search asks with. */
  readonly filter: Filter | undefined;
}

/** What a thread of clients is started with. */
export interface ThreadData {
  readonly place: Place;
  /** n × dim, in shared memory: one copy for all threads. */
  readonly queries: Float32Array;
  readonly dim: number;
  readonly threads: number;
  /** Most requests of this thread that may be under way at once. */
  readonly clients: number;
}

/** What a thread is asked to do, one after another; loops begin when all threads have arrived at the barrier. */
export type ThreadJob =
  | { readonly do: 'connect' }
  | {
      readonly do: 'closed';
      readonly ask: ClosedAsk;
      readonly taken: Int32Array;
      readonly answered: Int32Array;
      readonly barrier: SharedArrayBuffer;
    }
  | {
      readonly do: 'open';
      readonly ask: OpenAsk & { readonly numbers: Uint32Array };
      readonly barrier: SharedArrayBuffer;
    };

/** What the client itself took of a window: of several threads the worst. */
export interface ClientUse {
  /** Event-loop delay, milliseconds. */
  readonly p99: number;
  readonly max: number;
  /** Share of the window in which the event loop was busy. */
  readonly utilisation: number;
  /** CPU milliseconds of the thread; absent: not known on this machine. */
  readonly cpuMs?: number;
}

/** What a thread saw of a loop. */
export interface ThreadAnswers<Seen extends LoopAnswers | OpenLoopAnswers = LoopAnswers> {
  readonly seen: Seen;
  readonly use: ClientUse;
}
