import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../base/lab-error';
import type { ContractCheck, ContractSample, Outcome, Verdict } from '../engines/contract-check';
import type { Connection, Engine, EngineContext } from '../engines/engine';
import { attempt } from './attempt';
import { makeKit } from './make-kit';
import { sentences, told } from './words';

/** What a check of the contract suite came to. */
export interface CheckResult {
  readonly name: string;
  readonly question: string;
  readonly verdict: Verdict;
  /** One sentence with the figures. */
  readonly what: string;
  readonly numbers?: Readonly<Record<string, number>>;
  readonly advice?: string;
  readonly ms: number;
}

/** How long a check may take, milliseconds, and how long what comes after it. */
export const checkDeadlineMs = 120_000;
const reviveDeadlineMs = 120_000;
const dropDeadlineMs = 30_000;

/**
 * Runs one check and drops the collections that it opened, also where it throws or does not end in time: both make it
 * `broken`. Rejects only where `context.signal` is set: a check that was stopped has no result.
 */
export async function runCheck(
  check: ContractCheck,
  engine: Engine,
  connection: Connection,
  context: EngineContext,
  data: ContractSample,
  deadlineMs = checkDeadlineMs,
): Promise<CheckResult> {
  const { signal } = context;
  const { kit, dropAll } = makeKit(engine, connection, context, data);
  const begun = performance.now();
  const outcome = await inTime(
    settled(() => check.run(kit)),
    deadlineMs,
    signal,
  ).catch((error: unknown): Outcome | undefined =>
    signal?.aborted ? undefined : { verdict: 'broken', what: told(error) },
  );
  const ms = Math.round(performance.now() - begun);
  const revived = outcome ? await inTime(revive(connection), reviveDeadlineMs).catch(notRevived) : [];
  const left = await inTime(dropAll(), dropDeadlineMs).catch((error: unknown) => [told(error)]);
  if (!outcome) throw stopped(check);
  const undropped = left.length > 0 ? [`A collection could not be dropped: ${left.join('; ')}`] : [];
  const { verdict, what, numbers, advice } = outcome;
  return {
    name: check.name,
    question: check.question,
    verdict,
    what: sentences([what, ...revived, ...undropped]),
    ...(numbers && { numbers }),
    ...(advice && { advice }),
    ms,
  };
}

/** A check may throw before its first promise. */
const settled = <T>(work: () => Promise<T>): Promise<T> => Promise.resolve().then(work);

const stopped = ({ name }: ContractCheck): LabError =>
  new LabError({ code: 'stopped', where: 'contract check', what: `${name} was stopped` });

/** Starts an engine again that a check left dead, so that the next check is about the engine; says so where it did. */
async function revive(connection: Connection): Promise<string[]> {
  if (!connection.restart || (await attempt(async () => connection.ping?.())).ok) return [];
  await connection.restart(true);
  return ['It was dead afterwards, and was started again'];
}

const notRevived = (error: unknown): string[] => [`It was dead afterwards, and did not start again: ${told(error)}`];

async function inTime<T>(work: Promise<T>, deadlineMs: number, signal?: AbortSignal): Promise<T> {
  const done = new AbortController();
  // Whoever loses the race may still reject, with nobody there to hear it.
  work.catch(() => undefined);
  const late = sleep(deadlineMs, undefined, {
    signal: signal ? AbortSignal.any([done.signal, signal]) : done.signal,
  }).then(() => {
    const what = `did not end within ${deadlineMs / 1000} s`;
    throw new LabError({ code: 'check-timeout', where: 'contract check', what });
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
