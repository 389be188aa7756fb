import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { remedyFor } from './diagnose.mjs';
import { root } from './places.mjs';
import { SetupError } from './setup-error.mjs';

/** Commands that run now; a signal to the set-up ends them too. */
const running = new Set();

/** @param {NodeJS.Signals} signal */
export function endRunning(signal) {
  for (const child of running) child.kill(signal);
}

/**
 * Runs a command quietly: what it says goes to a log, and is shown only where it fails.
 * @param {readonly [string, ...string[]]} command
 * @param {{ log: string, env: NodeJS.ProcessEnv, onLine?: (line: string) => void }} options
 * @returns {Promise<void>} rejects with a {@link SetupError}
 */
export async function runLogged([file, ...args], { log, env, onLine }) {
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, `$ ${[file, ...args].join(' ')}\n`);
  const child = spawn(file, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      appendFileSync(log, `${line}\n`);
      onLine?.(line);
    });
  }
  const end = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) =>
      resolve(code === 0 ? '' : signal ? `ended by ${signal}` : `ended with code ${code}`),
    );
  });
  running.delete(child);
  if (end === '') return;
  const text = readFileSync(log, 'utf8');
  throw new SetupError({
    what: `${[file, ...args].slice(0, 4).join(' ')} … ${end}`,
    log,
    tail: text.trimEnd().split('\n').slice(-8).join('\n'),
    remedy: remedyFor(text),
  });
}
