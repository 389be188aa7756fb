import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from './drive-kernel';
import { type Ended, runToEnd } from './run-to-end';

// Real kernels and processes: slow where the machine is busy.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 300_000 });

/**
 * Stands in for Python, so that a test of the order and the resumption of steps downloads nothing: it notes what it is
 * called for, makes an environment that links to the checkout's `python3` and reads the packages of the version that this
 * links to, waits in `pip install` while a file HANG is there, and fails with the text of a file FAIL.
 */
const python = `#!/bin/sh
case "$1 $2" in
  "-m venv")
    echo venv >> calls
    mkdir -p "$3/bin" "$3/lib/$(readlink python3)/site-packages"
    ln -s "$PWD/python3" "$3/bin/python";;
  "-m pip")
    echo pip >> calls
    echo "$*" >> pip-calls
    while [ -e HANG ]; do sleep 0.1; done
    if [ -e FAIL ]; then cat FAIL; exit 1; fi
    cd ".venv/lib/$(readlink python3)/site-packages"
    mkdir -p jupyterlab nbclient nbconvert plotly chromadb_rust_bindings numpy pyarrow;;
  *) echo "3.11.0 1";;
esac
`;

const files = {
  'package.json': {
    name: 'small',
    private: true,
    workspaces: ['lib'],
    scripts: { build: 'npm run build --workspace small-lib' },
    dependencies: { 'plotly.js': 'file:plotly' },
  },
  'package-lock.json': {
    name: 'small',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'small', workspaces: ['lib'], dependencies: { 'plotly.js': 'file:plotly' } },
      lib: { name: 'small-lib', version: '1.0.0' },
      'node_modules/plotly.js': { resolved: 'plotly', link: true },
      'node_modules/small-lib': { resolved: 'lib', link: true },
      plotly: { name: 'plotly.js', version: '1.0.0' },
    },
  },
  'tsconfig.json': {},
  'plotly/package.json': { name: 'plotly.js', version: '1.0.0' },
  'lib/package.json': {
    name: 'small-lib',
    version: '1.0.0',
    scripts: {
      build: 'echo build >> ../calls && mkdir -p dist && cp index.ts dist/index.js && cp part.ts dist/part.js',
    },
  },
};

/** The set-up of this checkout in a small one: real npm, real steps and stamps, nothing to download. */
describe('the set-up', () => {
  let checkout: string;

  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), 'vexlab-setup-'));
    cpSync(join(root, 'kernel-setup'), join(checkout, 'kernel-setup'), { recursive: true });
    for (const folder of ['plotly', 'lib']) mkdirSync(join(checkout, folder));
    for (const [name, value] of Object.entries(files)) writeFileSync(join(checkout, name), JSON.stringify(value));
    writeFileSync(join(checkout, 'plotly', 'plotly.min.js'), '/* plotly */');
    for (const name of ['index', 'part']) writeFileSync(join(checkout, 'lib', `${name}.ts`), '// one');
    for (const name of ['python3.11', 'python3.12']) writeFileSync(join(checkout, name), python, { mode: 0o755 });
    symlinkSync('python3.11', join(checkout, 'python3'));
  });
  afterEach(() => rmSync(checkout, { recursive: true }));

  const at = (name: string) => join(checkout, name);
  const calls = () => readFileSync(at('calls'), 'utf8').trim().split('\n').sort();

  function setUp(kill?: { when: string; signal: NodeJS.Signals }, options: string[] = []): Promise<Ended> {
    let killed = false;
    return runToEnd([process.execPath, at('kernel-setup/setup.mjs'), ...options], {
      cwd: checkout,
      env: { ...process.env, VEXLAB_PYTHON: at('python3'), VEXLAB_CACHE: at('cache') },
      onOutput(stdout, signal) {
        if (killed || !kill || !stdout.includes(kill.when)) return;
        killed = true;
        signal(kill.signal);
      },
    });
  }

  it('does everything once, and nothing the second time', async () => {
    const first = await setUp();
    expect(first).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/set-up: ready\n$/) as string });
    expect(calls()).toEqual(['build', 'pip', 'venv']);
    expect(existsSync(at('lib/dist/index.js'))).toBe(true);
    expect(existsSync(at('.venv/share/jupyter/nbconvert/templates/vexlab/plotly.min.js'))).toBe(true);
    const spec = JSON.parse(readFileSync(at('.venv/share/jupyter/kernels/tslab/kernel.json'), 'utf8')) as unknown;
    expect(spec).toMatchObject({ argv: [process.execPath, at('kernel-setup/launcher.cjs'), '{connection_file}'] });

    expect(await setUp()).toEqual({ code: 0, stderr: '', stdout: 'set-up: nothing to do\n' });
    expect(calls()).toEqual(['build', 'pip', 'venv']);
  });

  it('repeats only the step whose inputs changed', async () => {
    await setUp();
    writeFileSync(at('lib/index.ts'), '// two');
    expect((await setUp()).stdout).toMatch(/✓ library/);
    expect(calls()).toEqual(['build', 'build', 'pip', 'venv']);
    expect(readFileSync(at('lib/dist/index.js'), 'utf8')).toBe('// two');

    const withTests = await setUp(undefined, ['--test']);
    expect(withTests.stdout).toContain('✓ Python packages of the tests');
    expect(calls()).toEqual(['build', 'build', 'pip', 'pip', 'venv']);
  });

  it('makes again what was deleted', async () => {
    await setUp();
    rmSync(at('.venv'), { recursive: true });
    expect((await setUp()).code).toBe(0);
    expect(calls()).toEqual(['build', 'pip', 'pip', 'venv', 'venv']);
    rmSync(at('node_modules'), { recursive: true });
    expect((await setUp()).code).toBe(0);
    expect(existsSync(at('node_modules/plotly.js/plotly.min.js'))).toBe(true);
    expect(calls().filter((call) => call !== 'build')).toEqual(['pip', 'pip', 'venv', 'venv']);
  });

  it("makes the environment again when the system's Python has become another one", async () => {
    await setUp();
    rmSync(at('python3'));
    symlinkSync('python3.12', at('python3'));
    expect((await setUp()).stdout).toMatch(/✓ Python environment[^]*✓ Python packages[^]*set-up: ready/);
    expect(existsSync(at('.venv/lib/python3.12/site-packages/jupyterlab'))).toBe(true);
    expect(existsSync(at('.venv/lib/python3.11'))).toBe(false);
    expect((await setUp()).stdout).toBe('set-up: nothing to do\n');
  });

  it('installs again the Python packages, and builds again the library, of which a part is gone', async () => {
    await setUp();
    rmSync(at('.venv/lib/python3.11/site-packages/nbclient'), { recursive: true });
    rmSync(at('lib/dist/part.js'));
    expect((await setUp()).code).toBe(0);
    expect(calls()).toEqual(['build', 'build', 'pip', 'pip', 'venv']);
    const [first, second] = readFileSync(at('pip-calls'), 'utf8').split('\n');
    expect(first).not.toContain('--force-reinstall');
    expect(second).toContain('--force-reinstall');
  });

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    it(`goes on where ${signal} stopped it`, async () => {
      writeFileSync(at('HANG'), '');
      const cut = await setUp({ when: '✓ library', signal });
      expect(cut.code).toBe(signal === 'SIGTERM' ? 143 : null);
      expect(calls()).toEqual(['build', 'pip', 'venv']);
      rmSync(at('HANG'));

      const second = await setUp();
      expect(second.code).toBe(0);
      expect(second.stdout).toContain('✓ Python packages');
      expect(second.stdout).not.toMatch(/npm packages|library|Python environment/);
      expect(calls()).toEqual(['build', 'pip', 'pip', 'venv']);
    });
  }

  it('says what failed, where the log is and what mends it, and goes on after that', async () => {
    writeFileSync(at('FAIL'), 'Collecting jupyterlab\nERROR: [Errno 28] No space left on device\n');
    const failed = await setUp();
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('set-up stopped: ');
    expect(failed.stderr).toContain('No space left on device');
    expect(failed.stderr).toContain(`log:  ${at('.venv/.vexlab/requirements.log')}`);
    expect(failed.stderr).toContain('mend: free some disk space');
    rmSync(at('FAIL'));
    expect((await setUp()).code).toBe(0);
    expect(calls()).toEqual(['build', 'pip', 'pip', 'venv']);
  });

  it('waits for another set-up of the same checkout', async () => {
    writeFileSync(at('HANG'), '');
    const first = setUp();
    while (!existsSync(at('calls')) || !calls().includes('pip')) await new Promise((done) => setTimeout(done, 50));
    const second = runToEnd([process.execPath, at('kernel-setup/setup.mjs')], {
      cwd: checkout,
      env: { ...process.env, VEXLAB_PYTHON: at('python3'), VEXLAB_CACHE: at('cache') },
      onOutput: (stdout) => stdout.includes('waiting for it') && rmSync(at('HANG'), { force: true }),
    });
    const ends = await Promise.all([first, second]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect(ends[1].stdout).toContain('another one (process ');
    expect(calls()).toEqual(['build', 'pip', 'venv']);
  });
});
