import { LabError } from '../base/lab-error';

/** What the exit status of `vexlab` says. */
export const exitCode = { done: 0, failed: 1, usage: 2, partly: 3, interrupted: 130 } as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The table of exit codes, for every help text. */
export const exitCodeHelp = `Exit codes:
  0    all that was asked was done
  1    failed: nothing useful was done
  2    wrong usage or bad input (unknown option, dataset or engine, bad file)
  3    partly: some cells or paths failed, or some engines were unavailable; the rest is kept
  130  interrupted; what was measured is kept`;

/** Errors of the library that the one who typed the command can mend by typing or giving something else. */
const badInput: ReadonlySet<string> = new Set([
  'unknown-dataset',
  'unknown-engine',
  'unknown-check',
  'unknown-profile',
  'unknown-scenario',
  'unknown-run',
  'unknown-notebook',
  'unknown-scale',
  'bad-option',
  'bad-path',
  'bad-sweep',
  'bad-synthetic',
  'bad-shape',
  'bad-filter',
  'bad-file',
  'file-exists',
  'bad-catalogue',
  'bad-run',
  'newer-record',
  'bad-k',
  'k-too-large',
  'scale-too-large',
  'no-queries',
  'no-metric',
  'not-finite',
  'zero-vector',
  'wrong-dimension',
  'duplicate-id',
]);

/** The exit code that an error stands for. */
export function exitCodeOf(thrown: unknown): ExitCode {
  if (thrown instanceof LabError) {
    if (thrown.code === 'stopped') return exitCode.interrupted;
    return badInput.has(thrown.code) ? exitCode.usage : exitCode.failed;
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') return exitCode.interrupted;
  return exitCode.failed;
}
