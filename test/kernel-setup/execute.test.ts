import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { python, root } from './drive-kernel';
import { figureBundle, outputsOf, writeNotebook } from './notebook';
import { runToEnd } from './run-to-end';
import { runs } from '../engines/processes';

// Real kernels and processes: slow where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 300_000 });

const figureCell = `(globalThis as any)[Symbol.for('vexlab.display')]({ data: ${JSON.stringify(figureBundle)} })`;

interface Event {
  event: string;
  cell?: number;
  of?: number;
  state?: string;
  text?: string;
  ename?: string;
  evalue?: string;
  done?: number;
}

describe('execute.py', () => {
  let folder: string;
  let out: string;

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'vexlab-execute-')));
    out = join(folder, 'out', 'executed.ipynb');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function execute(codes: readonly string[], options: string[] = [], killWhen?: string) {
    const input = join(folder, 'in.ipynb');
    writeNotebook(input, codes);
    let killed = false;
    const { code, stdout, stderr } = await runToEnd(
      [python, join(root, 'kernel-setup', 'execute.py'), input, out, ...options],
      {
        env: { ...process.env, FROM_OUTSIDE: 'seen' },
        onOutput(text, kill) {
          if (killed || !killWhen || !text.includes(killWhen)) return;
          killed = true;
          kill('SIGTERM');
        },
      },
    );
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Event);
    const of = (name: string) => events.filter(({ event }) => event === name);
    return { code, stderr, events, of, end: events.at(-1) };
  }

  it('runs the cells in the folder of the notebook, tells each, and saves what they show', async () => {
    const { code, stderr, of, end } = await execute([
      'console.log(process.cwd(), process.env.FROM_OUTSIDE)',
      figureCell,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(of('start')).toMatchObject([{ of: 2 }]);
    expect(of('cell').map(({ cell, state }) => `${cell} ${state}`)).toEqual([
      '1 started',
      '1 finished',
      '2 started',
      '2 finished',
    ]);
    expect(of('output').map(({ cell, text }) => [cell, text])).toEqual([
      [1, `${folder} seen\n`],
      [2, 'three points'],
    ]);
    expect(end).toMatchObject({ event: 'end', state: 'finished', done: 2, of: 2 });
    const [first, second] = outputsOf(out);
    expect(first).toMatchObject([{ output_type: 'stream' }]);
    expect(Object.keys(second?.[0]?.data ?? {})).toContain('application/vnd.plotly.v1+json');
  });

  it('fails with the name, the message and the number of the cell that failed, and saves it', async () => {
    const { code, of, end } = await execute(['console.log(1)', 'throw new RangeError("too far")', 'console.log(3)']);
    expect(code).toBe(1);
    expect(of('error')).toMatchObject([{ cell: 2, of: 3, ename: 'RangeError', evalue: 'too far' }]);
    expect(end).toMatchObject({ state: 'failed', done: 2 });
    const [, second, third] = outputsOf(out);
    expect(second).toMatchObject([{ output_type: 'error', ename: 'RangeError', evalue: 'too far' }]);
    expect(third).toEqual([]);
  });

  it('goes on after a failure with --allow-errors', async () => {
    const { code, of, end } = await execute(['throw new Error("expected")', 'console.log("on")'], ['--allow-errors']);
    expect(code).toBe(0);
    expect(of('error')).toHaveLength(1);
    expect(of('output').map(({ text }) => text)).toEqual(['on\n']);
    expect(end).toMatchObject({ state: 'finished', done: 2 });
  });

  it('fails for a rejection after the last cell has ended', async () => {
    const { code, of } = await execute(['setTimeout(() => { void Promise.reject(new Error("lost")) }, 50); undefined']);
    expect(code).toBe(1);
    expect(of('error')[0]?.evalue).toContain('unhandled rejection: lost');
    expect(outputsOf(out)[0]).toMatchObject([{ output_type: 'error' }]);
  });

  it('interrupts the cell and keeps what it showed when it is told to stop', async () => {
    // From a timer, as Node may lose a SIGINT that comes just as the run of a script itself ends.
    const wait = 'setTimeout(() => console.log("waiting"));\nawait new Promise((done) => setTimeout(done, 120_000));';
    const { code, of, end } = await execute(['console.log(1)', wait, 'console.log(3)'], [], 'waiting');
    expect(code).toBe(130);
    expect(of('error')).toMatchObject([{ cell: 2, ename: 'Interrupted' }]);
    expect(end).toMatchObject({ state: 'interrupted', done: 2, of: 3 });
    const [first, second, third] = outputsOf(out);
    expect(first).toMatchObject([{ output_type: 'stream' }]);
    expect(second).toMatchObject([{ output_type: 'stream' }, { output_type: 'error', ename: 'Interrupted' }]);
    expect(third).toEqual([]);
  });

  it('ends with its kernel, and saves the notebook, where the command that asked for it is killed', async () => {
    const input = join(folder, 'in.ipynb');
    const told = join(folder, 'kernel');
    writeNotebook(input, [
      `console.log('waits');\nrequire('node:fs').writeFileSync(${JSON.stringify(told)}, String(process.pid));\nawait new Promise((done) => setTimeout(done, 120_000));`,
    ]);
    const options = `{ input: ${JSON.stringify(input)}, output: ${JSON.stringify(out)}, env: process.env, signal: new AbortController().signal, onCells() {} }`;
    const program = `void require('vexlab/dist/cli/notebooks/execute-notebook.js').executeNotebook(${options})`;
    const asking = spawn(process.execPath, ['-e', program], { cwd: root, stdio: 'inherit' });
    await vi.waitUntil(() => existsSync(told) && readFileSync(told, 'utf8') !== '', { timeout: 120_000 });
    asking.kill('SIGKILL');
    const kernel = Number(readFileSync(told, 'utf8'));
    await vi.waitUntil(() => !runs(kernel) && outputsOf(out)[0]?.length === 2, { timeout: 60_000 });
    expect(outputsOf(out)[0]).toMatchObject([
      { output_type: 'stream' },
      { output_type: 'error', ename: 'Interrupted' },
    ]);
  });

  it('fails a cell that runs longer than --timeout', async () => {
    const { code, of } = await execute(['await new Promise((done) => setTimeout(done, 120_000));'], ['--timeout', '1']);
    expect(code).toBe(1);
    expect(of('error').at(-1)).toMatchObject({ cell: 1, ename: 'Timeout' });
  });

  it('says when the kernel died', async () => {
    const { code, of } = await execute(['process.exit(7)']);
    expect(code).toBe(1);
    expect(of('error')).toMatchObject([{ cell: 1, ename: 'KernelDied' }]);
  });

  it('refuses what is no notebook in one line', async () => {
    const bad = join(folder, 'bad.ipynb');
    const target = join(folder, 'none', 'x.ipynb');
    writeFileSync(bad, '{ not json');
    const { code, stderr } = await runToEnd([python, join(root, 'kernel-setup', 'execute.py'), bad, target]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^execute: .*bad\.ipynb: .*\n$/);
    expect(existsSync(target)).toBe(false);
  });
});
