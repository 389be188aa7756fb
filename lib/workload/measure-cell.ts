import { LabError, messageOf } from '../base/lab-error';
import type { Connection } from '../engines/engine';
import { type Clock, millisecondsBetween } from '../measure/clock';
import { watchEventLoop } from '../measure/event-loop';
import { cpuBetween, usageOf } from '../measure/usage';
import type { Cell } from '../results/cell';
import type { OkRecord, RecordCommon } from '../results/record';
import type { BuiltIndex } from './build-index';
import {
  answerShapes,
  clientLoad,
  countAfterIngest,
  eventLoopDelay,
  littlesLaw,
  parametersReadBack,
  requestErrors,
  warmUp,
  windowLength,
} from './checks';
import { type LoopAnswers, closedLoop } from './closed-loop';
import type { PooledIndex } from './index-pool';
import { memorySample } from './memory-sample';
import type { PreparedDataset } from './prepared-dataset';
import { scoreWindow } from './score-window';

/** The part of a record that measuring makes. */
export type Measured = Omit<OkRecord, keyof RecordCommon>;

/** Sets the parameters, warms up, measures the window, and only then looks at what came back. */
export async function measureCell(
  { workload, search, build, repetition }: Cell,
  index: PooledIndex,
  connection: Connection,
  prepared: PreparedDataset,
  clock: Clock,
  signal: AbortSignal,
): Promise<Measured> {
  const { collection, ping } = index;
  const { clients, k, warmup } = workload;
  const queries = prepared.queries;
  const first = (repetition * workload.requests) % queries.length;
  const ask = (least: { requests: number; minMs: number }, from: number): Promise<LoopAnswers> =>
    closedLoop({
      ...least,
      clients,
      k,
      queries,
      first: from,
      search: (query, wanted) => collection.search(query, wanted),
      clock,
      signal,
    });

  const began = clock.now();
  await configure(index, connection, search);
  const configured = clock.now();
  const readBack = await collection.readBack();
  const warmingUp = clock.now();
  // The queries before, so that those measured are not the ones just asked, as far as there are enough.
  const before = (first + queries.length - (warmup % queries.length)) % queries.length;
  const warmed = warmup > 0 ? await ask({ requests: warmup, minMs: 0 }, before) : undefined;
  const warmedUp = clock.now();

  const watch = await watchEventLoop();
  const usageBefore = await usageOf(connection.pids());
  const memoryBefore = await memorySample(connection);
  const cpuStart = process.cpuUsage();
  const seen = await ask(workload, first);
  const cpu = process.cpuUsage(cpuStart);
  const usageAfter = await usageOf(connection.pids());
  const memoryAfter = await memorySample(connection);
  const loop = await watch.stop();

  const labCpuMs = (cpu.user + cpu.system) / 1000;
  const engineCpuMs = cpuBetween(usageBefore, usageAfter);
  const measureMs = seen.windowNs / 1e6;
  const requests = seen.queries.length;
  const scores = scoreWindow(seen, k, prepared);
  if (scores.errors > 0) await mustAnswer(index, seen.errors, scores.errors, requests);
  return {
    state: 'ok',
    params: { asked: { ...build, ...search }, readBack },
    build: index.build,
    phases: {
      configureMs: millisecondsBetween(began, configured),
      warmupMs: millisecondsBetween(warmingUp, warmedUp),
      measureMs,
    },
    histograms: { ...scores.histograms, ...(ping === undefined ? {} : { ping }) },
    answers: scores.answers,
    errors: seen.errors,
    memory: { before: memoryBefore, after: memoryAfter },
    cpu: { lab: labCpuMs, ...(engineCpuMs === undefined ? {} : { engine: engineCpuMs }) },
    eventLoop: { p99: loop.p99, max: loop.max },
    findings: [
      littlesLaw({ requests, windowMs: measureMs, meanLatencyMs: scores.meanLatencyMs, clients }),
      windowLength({ measureMs, requests }),
      warmUp({ warmup, clients }),
      clientLoad({
        utilisation: loop.utilisation,
        cpuMs: connection.how === 'in-process' ? undefined : labCpuMs,
        windowMs: measureMs,
        requests,
      }),
      eventLoopDelay({ p99: loop.p99, max: loop.max, meanLatencyMs: scores.meanLatencyMs }),
      parametersReadBack({ build, search }, readBack),
      countAfterIngest(index.build),
      requestErrors({ errors: scores.errors, requests, warmupErrors: failures(warmed) }),
      answerShapes({
        short: scores.answers.short,
        duplicates: scores.answers.duplicates,
        unknown: scores.unknown,
        long: seen.long,
      }),
    ],
  };
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

/** Some failed requests are a result; an engine that has gone away is a failed cell. */
async function mustAnswer(
  { collection }: BuiltIndex,
  kinds: OkRecord['errors'],
  errors: number,
  requests: number,
): Promise<void> {
  if (errors === requests) {
    const what = `all ${requests} requests failed: ${Object.keys(kinds).join(', ')}`;
    throw new LabError({ code: 'all-failed', where: 'search', what });
  }
  try {
    await collection.count();
  } catch (thrown) {
    throw new LabError({
      code: 'engine-gone',
      where: 'search',
      what: `${errors} of ${requests} requests failed, and the engine answers no more: ${messageOf(thrown)}`,
      cause: thrown,
    });
  }
}

const failures = (loop: LoopAnswers | undefined): number =>
  Object.values(loop?.errors ?? {}).reduce((sum, count) => sum + count, 0);
