import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

const script = join(resolve(__dirname, '..', '..'), 'lib', 'bin', 'vexlab.js');

/** How one call of the command line ended. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CallOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Nobody reads stdout. */
  closeStdout?: boolean;
  /** Called once it runs; may send signals. */
  meanwhile?: (kill: (signal: NodeJS.Signals) => void) => Promise<void>;
}

/** Runs the real `vexlab` with pipes for stdout and stderr. */
export function vexlab(
  args: readonly string[],
  { env, cwd, closeStdout, meanwhile }: CallOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  if (closeStdout) child.stdout.destroy();
  child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text));
  return new Promise((done, reject) => {
    child.on('error', reject);
    child.on('close', (code) => done({ ...ended, code }));
    meanwhile?.((signal) => child.kill(signal)).catch(reject);
  });
}

/** The lines of a text that are not empty. */
export const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
