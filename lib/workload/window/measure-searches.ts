import { LabError } from '../../base/lab-error';
import type { Connection, Filter } from '../../engines/engine';
import { millisecondsBetween } from '../../measure/clock';
import type { Cell, Workload } from '../../results/cell';
import type { SearchFacts } from '../../results/record';
import { requestsMade } from '../../results/requests-made';
import type { BuiltIndex } from '../index/build-index';
import {
  answerShapes,
  clientLoad,
  countAfterIngest,
  eventLoopDelay,
  indexIsUsed,
  parametersReadBack,
  requestErrors,
} from '../checks/checks';
import { batchesOf } from '../loops/batches-of';
import type { LoopAnswers } from '../loops/closed-loop';
import type { SizedLoop } from '../loops/loop-of';
import { describeCell } from '../run/describe-cell';
import type { PooledIndex } from '../index/pooled-index';
import { engineInSight } from '../checks/engine-in-sight';
import { machineBusy } from '../checks/machine-busy';
import { ceilingFinding } from '../load/client-ceiling';
import type { Load, LoadClients } from '../load/load-clients';
import { loadWindow } from '../load/load-window';
import type { PreparedDataset } from '../data/prepared-dataset';
import type { CellContext } from '../run/run-cell';
import { type ScoreTarget, type WindowScores, scoreWindow } from '../score/score-window';
import { askedMs } from '../run/asked-ms';
import { within } from '../run/within';
import { mustAnswer } from './must-answer';

/** Clients beyond which more do not make the ceiling of an open loop higher, which has none of its own. */
const enough = 128;

const ofBatches = 'its requests carry several queries, and the null server is asked for one at a time';

/** A workload of searches. */
export type Searching = Extract<Workload, { k: number; warmup: number }>;

/** What every loop in the main thread asks with. */
export interface Asking extends Pick<SizedLoop, 'k' | 'queries' | 'search' | 'searchBatch' | 'clock' | 'signal'> {
  mostInFlight: number;
}

export interface SearchWindow<Seen extends LoopAnswers> {
  /** The first query of the window. */
  first: number;
  /** Of the warm-up's closed loop. */
  clients: number;
  /** Of an open loop, requests a second: the warm-up then opens connections for as many as it is likely to have under way. */
  rate?: number;
  /** Threads of the clients, where the engine can be reached from there; 0: the main thread, whatever the engine. */
  threads: number;
  /** Most requests that may be under way at once, where the engine's client carries as many. */
  mostInFlight: number;
  /** Queries of each request, in the warm-up too; absent: one, by the plain call. */
  size?: number;
  /** Makes the window's requests, by the clients or, in the main thread, by itself. */
  window: (clients: LoadClients, asking: Asking) => Promise<Load<Seen>>;
  /** Requests that the clients made between the searches; absent: none. */
  writes?: (seen: Seen) => number;
  /** What the searches ask with, in the warm-up too; absent: no filter. */
  filter?: Filter;
  /** What is searched; the cell's index of the pool if not given. */
  index?: PooledIndex;
  /** What the answers are held against; the truth of the whole dataset if not given. */
  target?: ScoreTarget;
}

export interface MeasuredSearches<Seen extends LoopAnswers> {
  /** What the record holds; its findings are those that every window of searches gets. */
  facts: SearchFacts;
  scores: WindowScores;
  windowMs: number;
  seen: Seen;
  /** Requests under way at once in the warm-up; 0: there was none. */
  warmedAtOnce: number;
}

/** Where a repetition begins: the repetitions together ask as many different queries as they can. */
export const firstQuery = ({ repetition }: Cell, requests: number, { queries }: PreparedDataset): number =>
  (repetition * requests) % queries.length;

/** Takes the cell's index, sets the parameters, warms up, measures the window, and only then looks at what came back. */
export async function measureSearches<Seen extends LoopAnswers>(
  cell: Cell<Searching>,
  context: CellContext,
  window: SearchWindow<Seen>,
): Promise<MeasuredSearches<Seen>> {
  const { engine, prepared, pool, cellTimeoutMs, signal } = context;
  const index = window.index ?? (await pool.obtain(cell, engine, prepared));
  return within(cellTimeoutMs + askedMs(cell.workload), signal, describeCell(cell), (ending) =>
    measureOn(index, cell, { ...context, signal: ending }, window),
  );
}

async function measureOn<Seen extends LoopAnswers>(
  index: PooledIndex,
  { workload: { k, warmup, loop }, search, build, engine }: Cell<Searching>,
  { prepared, pool, ceilings, clock, signal }: CellContext,
  { first, clients, rate, threads, mostInFlight, size, window, writes, filter, target = prepared }: SearchWindow<Seen>,
): Promise<MeasuredSearches<Seen>> {
  const { collection, ping } = index;
  const connection = pool.connected(engine);
  refuseClients(clients, connection, engine);
  const { queries } = prepared;

  const began = clock.now();
  await configure(index, connection, search);
  const configured = clock.now();
  const readBack = await collection.readBack();
  const indexUse = await collection.indexUse?.(k, size);
  // The queries before, so that those measured are not the ones just asked, as far as there are enough.
  const before = (first + queries.length - ((warmup * (size ?? 1)) % queries.length)) % queries.length;
  const most = Math.min(mostInFlight, connection.capabilities.maxInFlight ?? Infinity);
  const asking: Asking = {
    k,
    queries,
    search: (query, wanted) => collection.search(query, wanted, filter),
    ...batchesOf(collection, filter),
    clock,
    mostInFlight: most,
    ...(signal && { signal }),
  };
  const asked = { engine, pool, index, search, filter, prepared, threads, clients: most };
  const { seen, observed, load, ...loaded } = await loadWindow(asked, {
    connection,
    ceilings,
    ceilingOf: size === undefined ? (loop === 'open' ? Math.min(most, enough) : clients) : ofBatches,
    rate,
    warmUp: { clients, requests: warmup, minMs: 0, k, first: before, ...(size !== undefined && { size }) },
    window: (clients) => window(clients, asking),
    asking,
  });
  const { utilisation, ...facts } = observed;
  const windowMs = seen.windowNs / 1e6;
  const requests = seen.latencies.length;
  const made = requestsMade({ requests, errors: seen.errors, writes: writes?.(seen) });
  const scores = scoreWindow(seen, k, prepared, target);
  if (scores.errors > 0) await mustAnswer(collection, { errors: scores.errors, requests }, { clock, signal });
  if (ping !== undefined) scores.histograms.ping = ping;
  return {
    scores,
    windowMs,
    seen,
    warmedAtOnce: loaded.warmedUp.atOnce,
    facts: {
      state: 'ok',
      load,
      params: { asked: { ...build, ...search }, readBack },
      build: index.build,
      phases: {
        configureMs: millisecondsBetween(began, configured),
        warmupMs: loaded.warmupMs,
        measureMs: windowMs,
      },
      answers: scores.answers,
      errors: seen.errors,
      ...facts,
      findings: [
        clientLoad({
          utilisation,
          cpuMs: loaded.clientCpuMs,
          windowMs,
          requests: made,
          threads: load.threads ?? 0,
        }),
        ...ceilingFinding((made / windowMs) * 1000, load),
        eventLoopDelay({ ...facts.eventLoop, meanLatencyMs: scores.meanLatencyMs }),
        parametersReadBack({ build, search }, readBack),
        ...indexIsUsed(indexUse),
        countAfterIngest(index.build),
        requestErrors({ errors: scores.errors, requests, warmupErrors: loaded.warmedUp.errors }),
        answerShapes({
          short: scores.answers.short,
          duplicates: scores.answers.duplicates,
          unknown: scores.unknown,
          long: seen.long,
        }),
        ...engineInSight(connection.unseen),
        ...machineBusy(facts.cpu),
      ],
    },
  };
}

/** More clients than its client carries would wait in it, and not for the engine. */
function refuseClients(clients: number, { capabilities: { maxInFlight = Infinity } }: Connection, where: string): void {
  if (clients <= maxInFlight) return;
  throw new LabError({
    code: 'too-many-clients',
    where,
    what: `${clients} clients, where its connection carries ${maxInFlight} requests at once: the others would wait in the lab`,
    remedy: `ask with at most ${maxInFlight} clients, or let its server take more connections`,
  });
}

async function configure(
  { collection }: BuiltIndex,
  { capabilities }: Connection,
  search: Cell['search'],
): Promise<void> {
  if (capabilities.searchParams !== 'configure') return;
  if (!collection.configure) {
    throw new LabError({
      code: 'bad-engine',
      where: 'configure',
      what: 'the engine says that it can, and has no such method',
    });
  }
  await collection.configure(search);
}
