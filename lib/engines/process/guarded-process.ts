import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Readable } from 'node:stream';

/** What to run. Output goes to the end of `logFile`. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What asks it to end in good order; default SIGTERM. */
  readonly stopSignal?: 'SIGTERM' | 'SIGINT';
  /** How long that may take before it is killed, milliseconds; default 5000. */
  readonly graceMs?: number;
}

/** How a process ended: its exit code, 128 + n where signal n ended it. */
export interface Exit {
  readonly code: number;
}

/** A process that ends with the lab, however the lab ends. */
export interface GuardedProcess {
  readonly pid: number;
  /** Undefined while it runs. */
  exit(): Exit | undefined;
  readonly exited: Promise<Exit>;
  /** Its stop signal, and SIGKILL to it and all that it started after `graceMs`, its own where absent. Resolves when it has ended; safe to call twice. */
  stop(graceMs?: number): Promise<void>;
  /** SIGKILL to it and all that it started, at once: what a crash leaves behind. */
  kill(): Promise<void>;
}

/**
 * The guard: it starts the command in a process group of their own, tells its pid on descriptor 4, and holds the reading
 * end of a pipe (descriptor 3) whose other end only the lab holds. The pipe closes when the lab ends, also by kill -9;
 * then the guard ends the whole group (and no longer lets itself be ended by the server's end). A shell, because it waits in 1 MB where a second Node would take 40.
 */
const guard = `
exec 3<&0 0</dev/null
stop=$1
grace=$2
shift 2
"$@" 3<&- 4>&- &
server=$!
echo "$server" >&4
exec 4>&-
(
  read -r line <&3
  trap '' TERM
  kill -s "$stop" "$server" 2>/dev/null
  tries=0
  while kill -0 "$server" 2>/dev/null && [ "$tries" -lt "$grace" ]; do sleep 0.1; tries=$((tries + 1)); done
  kill -s KILL -- "-$$" 2>/dev/null
) &
watcher=$!
wait "$server"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

/** Starts a command under the guard. Resolves when its pid is known, which says nothing about its being ready. */
export async function startGuarded(command: Command, logFile: string): Promise<GuardedProcess> {
  const log = openSync(logFile, 'a');
  const stopSignal = command.stopSignal ?? 'SIGTERM';
  const ownGraceMs = command.graceMs ?? 5000;
  const manners = [stopSignal.slice('SIG'.length), String(Math.ceil(ownGraceMs / 100))];
  const shell = spawn('/bin/sh', ['-c', guard, 'sh', ...manners, command.file, ...command.args], {
    detached: true,
    env: command.env,
    stdio: ['pipe', log, log, 'ignore', 'pipe'],
  });
  closeSync(log);

  let exit: Exit | undefined;
  const exited = new Promise<Exit>((resolve) => {
    const end = (code: number): void => {
      exit = { code };
      // What the server itself had started and left behind.
      if (shell.pid) signal(-shell.pid, 'SIGKILL');
      resolve(exit);
    };
    shell.once('exit', (code) => end(code ?? 128));
    shell.once('error', () => end(127));
  });
  // Writing into the pipe of a shell that is gone is no error of ours.
  shell.stdin?.on('error', () => undefined);
  const pid = await firstLine(shell.stdio[4] as Readable, exited);

  // A program that forgot to close its engines may still end; the guard then ends them.
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();

  return {
    pid,
    exit: () => exit,
    exited,
    async kill() {
      if (exit || pid === 0) return;
      shell.ref();
      // The guard outlives it and sees it gone; killed together, the guard could end first, with the server's port still held.
      signal(pid, 'SIGKILL');
      await exited;
    },
    async stop(graceMs = ownGraceMs) {
      if (exit || pid === 0) return;
      shell.ref();
      signal(pid, stopSignal);
      const timer = setTimeout(() => shell.pid && signal(-shell.pid, 'SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Sends a signal to a process, or to a group where the id is negative. One that is gone (macOS: EPERM) needs none. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

/** The number in the first line of a stream; 0 when the process ended before it wrote one. */
async function firstLine(stream: Readable, exited: Promise<Exit>): Promise<number> {
  const line = new Promise<number>((resolve) => {
    let text = '';
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(Number.parseInt(text, 10));
    });
  });
  const pid = await Promise.race([line, exited.then(() => 0)]);
  stream.destroy();
  return pid;
}
