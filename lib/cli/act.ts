import type { Command } from 'commander';
import type { Action } from './context';
import { errorJson, errorLine } from './error-line';
import { exitCode, exitCodeOf } from './exit-code';
import { interruptSignal } from './interrupt';

/**
 * Runs a command's action with progress on stderr and Ctrl-C as an abort signal, and sets the process's exit code.
 * Errors end here: one line on stderr, and an `error` object on stdout under `--json`.
 */
export async function act(command: Command, action: Action, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const { json = false, quiet = false } = command.optsWithGlobals<{ json?: boolean; quiet?: boolean }>();
  const { progressDisplay } = await import('./progress-display.js');
  const display = progressDisplay(process.stderr, { quiet, env });
  const interrupt = interruptSignal((line) => display.line(line));
  const write = (text: string) => {
    display.close();
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  };
  try {
    process.exitCode = await action({
      json,
      env,
      signal: interrupt.signal,
      progress: display.progress,
      say: (line) => {
        if (!quiet) display.line(line);
      },
      result: (text, data) =>
        write(
          json ? JSON.stringify(typeof data === 'function' ? (data as () => object)() : data, infinityInWords) : text,
        ),
    });
  } catch (thrown) {
    display.close();
    process.stderr.write(`${errorLine(thrown, env)}\n`);
    if (json) write(JSON.stringify({ error: errorJson(thrown) }));
    process.exitCode = interrupt.signal.aborted ? exitCode.interrupted : exitCodeOf(thrown);
  } finally {
    display.close();
    interrupt.dispose();
  }
}

/** JSON has no infinity and would make it null, as if nothing were known: the percentile is that of a failed request. */
const infinityInWords = (_: string, value: unknown): unknown => (value === Infinity ? 'Infinity' : value);
