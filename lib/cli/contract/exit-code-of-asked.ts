import { type ExitCode, exitCode } from '../exit-code';
import type { Asked } from './ask-engine';

/** A finding is what the suite is for; only a check that could not be made, or an engine that could not be asked, fails. */
export function exitCodeOfAsked(ended: readonly Asked[], interrupted: boolean): ExitCode {
  if (interrupted) return exitCode.interrupted;
  const asked = ended.filter((one) => one.state === 'asked');
  const isBroken = asked.some(({ report }) => report.checks.some(({ verdict }) => verdict === 'broken'));
  if (isBroken || asked.length === 0 || ended.some(({ state }) => state === 'not-connected')) return exitCode.failed;
  return asked.length < ended.length ? exitCode.partly : exitCode.done;
}
