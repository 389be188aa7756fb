import { join, resolve } from 'node:path';
import { runToEnd } from './run-to-end';

export const root = resolve(__dirname, '..', '..');
export const python = join(root, '.venv', 'bin', 'python');

/** One thing to ask of a kernel. */
export interface Action {
  code: string;
  /** The cell is interrupted as soon as it has written a text with this in it. */
  interruptWhen?: string;
  stopOnError?: boolean;
  /** Seconds to wait afterwards. */
  pause?: number;
  /** More cells, sent at once with the first. */
  together?: string[];
}

interface Output {
  cell: number;
  type: string;
  content: {
    name?: string;
    text?: string;
    ename?: string;
    evalue?: string;
    traceback?: string[];
    data?: { [mime: string]: unknown };
    transient?: { display_id?: string };
  };
}

export interface Step {
  replies: { status: string; ename?: string; evalue?: string }[];
  outputs: Output[];
}

export interface Conversation {
  steps: Step[];
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

const commands = {
  plain: [join(root, 'node_modules', 'tslab', 'bin', 'tslab'), 'kernel', '--config-path', '{connection_file}'],
  ours: [join(root, 'kernel-setup', 'launcher.cjs'), '{connection_file}'],
};

/**
 * tslab's own kernel may answer while its sockets are still being bound; the answer is lost, and nobody learns that it is ready. Ours
 * waits for them, and has one try.
 */
const starts = { plain: 3, ours: 1 };

/** Starts a kernel, asks it each action in turn, shuts it down; all that it answered. */
export async function drive(kernel: keyof typeof commands, actions: readonly Action[]): Promise<Conversation> {
  const task = { argv: [process.execPath, ...commands[kernel]], cwd: join(root, 'notebooks'), actions };
  const driver = join(__dirname, 'drive-kernel.py');
  for (let left = starts[kernel]; ; left--) {
    const { stdout, stderr, code } = await runToEnd([python, driver], { input: JSON.stringify(task) });
    if (code === 0) return JSON.parse(stdout) as Conversation;
    const deaf = stderr.includes("Kernel didn't respond");
    if (!deaf || left <= 1) throw new Error(`the driver of the kernel failed: ${stderr}`);
    console.error(`the ${kernel} kernel never got ready; another is started`);
  }
}

/** The `error` messages of a step. */
export const errorsOf = (step: Step | undefined) =>
  (step?.outputs ?? []).filter(({ type }) => type === 'error').map(({ content }) => content);

/** What a step wrote to a stream. */
export const streamOf = (step: Step | undefined, name: 'stdout' | 'stderr') =>
  (step?.outputs ?? [])
    .filter(({ type, content }) => type === 'stream' && content.name === name)
    .map(({ content }) => content.text)
    .join('');
