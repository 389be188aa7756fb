import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LabError } from '../../base/lab-error';
import { projectRoot, venvPython } from '../../base/paths';

/** Why a notebook stopped: what its cell threw, or what the executing process said last. */
export interface NotebookError {
  /** The code cell that failed, counted from 1; absent where no cell is to blame. */
  cell?: number;
  ename: string;
  evalue: string;
}

export type NotebookEnd = { state: 'done' } | { state: 'interrupted' } | { state: 'failed'; error: NotebookError };

export interface ExecuteOptions {
  input: string;
  /** Where the executed notebook is written, also one that failed. */
  output: string;
  env: NodeJS.ProcessEnv;
  /** Seconds that one cell may take. */
  timeoutS?: number;
  signal: AbortSignal;
  /** Called as code cells are done: how many, of how many. */
  onCells: (done: number, of: number) => void;
  /** Called with the first line of a display that a cell writes over again: its own progress. */
  onNote?: (note: string) => void;
}

/** What is read of one line that the executing process writes; `kernel-setup/execute.py` says what it writes. */
interface ExecuteEvent {
  event?: string;
  cell?: number;
  of?: number;
  state?: string;
  type?: string;
  text?: string | null;
  ename?: string;
  evalue?: string;
}

/** How long a stopping notebook may take to end its kernel and what the kernel started. */
const graceMs = 30_000;

/** Executes one notebook headless in the tslab kernel. Throws a LabError (`no-kernel`) where the kernel is not set up. */
export async function executeNotebook(options: ExecuteOptions): Promise<NotebookEnd> {
  if (!existsSync(venvPython)) {
    throw new LabError({ code: 'no-kernel', where: venvPython, what: 'the notebook kernel is not set up', remedy: 'run: npm run setup' });
  }
  const timeout = options.timeoutS === undefined ? [] : ['--timeout', String(options.timeoutS)];
  const script = join(projectRoot, 'kernel-setup', 'execute.py');
  // A process group of its own: Ctrl-C on the terminal reaches it only through us, once, and its kernel ends with it.
  // Its stdin closes when we end, also by kill -9; then it ends too.
  const child = spawn(venvPython, [script, options.input, options.output, '--until-stdin-ends', ...timeout], {
    cwd: projectRoot,
    env: options.env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const release = endWith(child, options.signal);
  let error: NotebookError | undefined;
  let lastWords = '';
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.trim()) lastWords = line.trim();
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = parseEvent(line);
    if (event?.event === 'cell' && event.state === 'finished') options.onCells(event.cell ?? 0, event.of ?? 0);
    if (event?.event === 'start') options.onCells(0, event.of ?? 0);
    if (event?.type === 'update_display_data' && event.text) options.onNote?.(event.text.trim().split('\n')[0] ?? '');
    if (event?.event === 'error') error = notebookError(event);
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  release();
  if (options.signal.aborted) return { state: 'interrupted' };
  if (status === 0 && !error) return { state: 'done' };
  return { state: 'failed', error: error ?? { ename: 'execute.py', evalue: lastWords || `ended with status ${status}` } };
}

const notebookError = ({ cell, ename = 'Error', evalue = '' }: ExecuteEvent): NotebookError => ({
  ...(cell === undefined ? {} : { cell }),
  ename,
  evalue: evalue.replace(/\s*\n\s*/g, ' ').trim(),
});

function parseEvent(line: string): ExecuteEvent | undefined {
  try {
    return JSON.parse(line) as ExecuteEvent;
  } catch {
    return undefined;
  }
}

/** Interrupts the child when the signal aborts, and its whole group where that is not enough or where this process ends. */
function endWith(child: ChildProcess, signal: AbortSignal): () => void {
  let grace: NodeJS.Timeout | undefined;
  const killGroup = () => {
    if (child.pid === undefined || child.exitCode !== null) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It ended between the look and the signal.
    }
  };
  const interrupt = () => {
    child.kill('SIGINT');
    grace = setTimeout(killGroup, graceMs);
  };
  signal.addEventListener('abort', interrupt, { once: true });
  process.on('exit', killGroup);
  if (signal.aborted) interrupt();
  return () => {
    clearTimeout(grace);
    signal.removeEventListener('abort', interrupt);
    process.off('exit', killGroup);
  };
}
