import { noProgress, type Progress } from '../base/progress';
import type { ContractCheck } from '../engines/contract-check';
import type { Connection, Engine, EngineContext } from '../engines/engine';
import { commonChecks } from './checks';
import { type CheckResult, runCheck } from './run-check';
import { contractSample } from './sample';
import { unknownCheck } from './unknown-check';

export interface ContractOptions {
  /** Names of checks; absent: all of them. */
  readonly only?: readonly string[];
  readonly progress?: Progress;
  /** Of one check, milliseconds; default 120,000. */
  readonly deadlineMs?: number;
}

/** What every engine is asked, then what its own file asks it. */
export const checksOf = (engine: Engine): readonly ContractCheck[] => [...commonChecks, ...(engine.checks ?? [])];

/**
 * Asks an engine every question of the contract, one after another, and gives each result as it comes. Ends early, without
 * a word, where `context.signal` is set: what was given stands. LabError `unknown-check` for a name that no check has.
 */
export async function* runContract(
  engine: Engine,
  connection: Connection,
  context: EngineContext,
  { only, progress = noProgress, deadlineMs }: ContractOptions = {},
): AsyncGenerator<CheckResult> {
  const checks = chosen(checksOf(engine), only);
  const data = contractSample();
  const stage = `contract of ${engine.name}`;
  for (const [done, check] of checks.entries()) {
    if (context.signal?.aborted) return;
    progress({ stage, done, total: checks.length, unit: 'checks', note: check.name });
    try {
      yield await runCheck(check, engine, connection, context, data, deadlineMs);
    } catch (error) {
      if (context.signal?.aborted) return;
      throw error;
    }
  }
  progress({ stage, done: checks.length, total: checks.length, unit: 'checks' });
}

function chosen(checks: readonly ContractCheck[], only: readonly string[] | undefined): readonly ContractCheck[] {
  if (!only) return checks;
  const names = checks.map(({ name }) => name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown === undefined) return checks.filter(({ name }) => only.includes(name));
  throw unknownCheck(unknown, 'contract', names);
}
