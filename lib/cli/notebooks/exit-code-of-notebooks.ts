import { type ExitCode, exitCode } from '../exit-code';
import type { ExecutedNotebook } from './execute-all';

/** 0 where every notebook ran to its end, 1 where one failed, 130 where they were interrupted. */
export function exitCodeOfNotebooks(executed: readonly ExecutedNotebook[], signal: AbortSignal): ExitCode {
  if (signal.aborted) return exitCode.interrupted;
  return executed.every(({ end }) => end.state === 'done') ? exitCode.done : exitCode.failed;
}
