import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { python, root } from './drive-kernel';
import { runToEnd } from './run-to-end';

// Real kernels and processes: slow where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 300_000 });

interface Check {
  id: string;
  state: 'ok' | 'missing' | 'optional';
  found: string;
  remedy?: string;
}

/** A Python whose ensurepip is missing, as Debian ships it. */
const pythonWithoutVenv = `#!/bin/sh
exec ${python} -c 'import sys; sys.modules["ensurepip"] = None; exec(sys.argv[1])' "$2"
`;
const oldPython = '#!/bin/sh\necho "3.9.2 1"\n';

describe('the doctor', () => {
  let folder: string;
  let bare: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vexlab-doctor-'));
    bare = join(folder, 'clone');
    for (const name of ['kernel-setup', 'package.json', 'package-lock.json']) {
      cpSync(join(root, name), join(bare, name), { recursive: true });
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A search path with the named tools of this machine, and these scripts. */
  function path(name: string, tools: readonly string[], scripts: { [name: string]: string }): string {
    const bin = join(folder, name);
    mkdirSync(bin);
    for (const tool of tools) {
      const place = spawnSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).stdout.trim();
      symlinkSync(place, join(bin, tool));
    }
    for (const [script, text] of Object.entries(scripts)) writeFileSync(join(bin, script), text, { mode: 0o755 });
    return bin;
  }

  async function examine(checkout: string, env: NodeJS.ProcessEnv, options: string[] = ['--json']) {
    const script = join(checkout, 'kernel-setup', 'doctor.mjs');
    return await runToEnd([process.execPath, script, ...options], { env });
  }

  async function checksOf(checkout: string, env: NodeJS.ProcessEnv) {
    const { code, stdout } = await examine(checkout, env);
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] };
    return { code, ok, checks, of: (id: string) => checks.find((check) => check.id === id) };
  }

  it('runs on a bare clone and says what a set-up would make', async () => {
    const { code, ok, checks, of } = await checksOf(bare, process.env);
    expect({ code, ok }).toEqual({ code: 1, ok: false });
    expect(checks.map(({ id }) => id)).toEqual([
      'platform',
      'node',
      'npm',
      'python',
      'python-venv',
      'compiler',
      'disk',
      'packages',
      'library',
      'venv',
      'kernel',
      'chroma',
      'chromium',
    ]);
    for (const id of ['packages', 'library', 'venv', 'kernel', 'chroma']) {
      expect(of(id)).toMatchObject({ state: 'missing', remedy: 'npm run setup' });
    }
    expect(of('platform')).toMatchObject({ state: 'ok', found: process.platform });
    expect(of('node')).toMatchObject({ state: 'ok', found: process.versions.node });
  });

  it('names a Python without venv, and the command that installs it', async () => {
    const bin = path('no-venv', ['node', 'npm', 'c++', 'make'], { python3: pythonWithoutVenv });
    const { code, of } = await checksOf(bare, { PATH: bin });
    expect(code).toBe(1);
    expect(of('python')?.state).toBe('ok');
    expect(of('python-venv')).toMatchObject({
      state: 'missing',
      found: 'the modules venv and ensurepip are missing',
      remedy: expect.stringMatching(/python/) as string,
    });
  });

  it('names a Python that is too old, a missing compiler and a missing npm', async () => {
    const bin = path('old', ['node'], { python3: oldPython });
    const { of } = await checksOf(bare, { PATH: bin });
    expect(of('python')).toMatchObject({
      state: 'missing',
      found: 'Python 3.9.2 is too old: 3.10 or newer is needed',
    });
    expect(of('compiler')).toMatchObject({ state: 'missing', found: 'no c++, g++ or clang++, no make' });
    expect(of('npm')?.state).toBe('missing');
  });

  it('takes a later Python on the path where the first will not do', async () => {
    const bin = path('two', ['node'], { python3: pythonWithoutVenv });
    symlinkSync(python, join(bin, 'python3.12'));
    const { of } = await checksOf(bare, { PATH: bin });
    expect(of('python-venv')?.state).toBe('ok');
  });

  it('does without Chromium', async () => {
    const { of } = await checksOf(bare, { ...process.env, VEXLAB_CHROMIUM: join(folder, 'none') });
    expect(of('chromium')).toMatchObject({ state: 'optional', remedy: expect.any(String) as string });
  });

  it('finds what the set-up made in this checkout, and its exit code says whether all is there', async () => {
    const { code, ok, checks, of } = await checksOf(root, process.env);
    for (const id of ['venv', 'kernel', 'chroma']) expect(of(id)?.state).toBe('ok');
    expect(ok).toBe(checks.every(({ state }) => state !== 'missing'));
    expect(code).toBe(ok ? 0 : 1);
  });

  it('speaks plainly without --json, and refuses what it does not know', async () => {
    const plain = await examine(bare, process.env, []);
    expect(plain.stdout).toContain('✗ Library');
    expect(plain.stdout).toContain('→ npm run setup');
    const wrong = await examine(bare, process.env, ['--jsno']);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('unknown option --jsno') as string });
  });
});
