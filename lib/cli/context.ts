import type { Progress } from '../base/progress';
import type { ExitCode } from './exit-code';

/** What a command may use of the terminal. */
export interface Context {
  /** True when stdout must carry one JSON value and nothing else. */
  readonly json: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** Set by the first Ctrl-C. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** A message to the reader, on stderr; silent under `--quiet`. */
  say: (line: string) => void;
  /** The result: `text` on stdout, or `data` as JSON under `--json`, made only then where it is a function. Called once by each command. */
  result: (text: string, data: object | (() => object)) => void;
}

/** The work of one command: its result goes through the context, its exit code is what it returns. */
export type Action = (context: Context) => Promise<ExitCode>;
