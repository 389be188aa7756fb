import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

export const heldBytes = 200e6;

/** Holds and frees memory as it is told, and says when it has: a thread of V8 goes on freeing after `gc` has returned. */
const program = `
  const before = process.memoryUsage.rss();
  let held;
  const said = () => {
    const freed = held !== undefined || process.memoryUsage.rss() < before + 0.05 * ${heldBytes};
    if (freed) process.stdout.write('done');
    else setTimeout(said, 5);
  };
  process.stdin.on('data', (word) => {
    held = String(word) === 'hold' ? Buffer.alloc(${heldBytes}, 1) : undefined;
    gc();
    said();
  });
  process.stdout.write('up');
`;

/** A process that holds {@link heldBytes} or frees them as it is told; it ends with the test. */
export interface HoldingChild {
  pid: number;
  process: ChildProcess;
  hold(): Promise<void>;
  free(): Promise<void>;
  end(): Promise<void>;
}

export async function holdingChild(): Promise<HoldingChild> {
  const child = spawn(process.execPath, ['--expose-gc', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const end = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.stdin.end();
    await exited;
  };
  onTestFinished(end);
  await once(child.stdout, 'data');
  const tell = async (word: string): Promise<void> => {
    const done = once(child.stdout, 'data');
    child.stdin.write(word);
    await done;
  };
  return { pid: child.pid as number, process: child, hold: () => tell('hold'), free: () => tell('free'), end };
}
