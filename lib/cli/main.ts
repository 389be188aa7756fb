import { CommanderError } from 'commander';
import { exitCode } from './exit-code';
import { program } from './program';

/** A reader that went away (`vexlab runs | head -1`) is no error: there is nobody left to write to. */
function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** The command line: reads `argv` (as `process.argv`), runs the command, sets the process's exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  endQuietlyWithoutReader();
  try {
    await program().parseAsync([...argv]);
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    // Help and version were asked for: done. Everything else that commander refuses is wrong usage.
    process.exitCode = thrown.exitCode === 0 ? exitCode.done : exitCode.usage;
    const json = argv.includes('--json');
    if (json && process.exitCode === exitCode.usage) {
      process.stdout.write(`${JSON.stringify({ error: { code: 'usage', message: thrown.message } })}\n`);
    }
  }
}
