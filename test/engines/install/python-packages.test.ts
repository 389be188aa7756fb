import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { pythonPackages } from 'vexlab/dist/engines/install/python-packages';
import { scratch } from '../processes';
import { programFile } from './program-file';

/** What pip does, as far as it matters here: puts a package into the folder behind `--target`. */
const fakePip = `
echo "$@" >> "$CALLS"
[ -n "$PYTHONPATH$PIP_USER$PIP_TARGET" ] && exit 4
while [ "$1" != --target ]; do shift; done
mkdir -p "$2/package"
[ -n "$FAIL" ] && echo "No matching distribution found for $3" >&2 && exit 1
sleep 0.1
echo "$PIP_CACHE_DIR" > "$2/package/cache"`;

function setting(requirements: readonly string[] = ['one==1', 'two==2']) {
  const folder = scratch();
  const bin = join(folder, 'venv', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(folder, 'venv', 'pyvenv.cfg'), 'home = /usr/bin\nversion = 3.11.7\n');
  const python = programFile(bin, 'python', fakePip);
  const calls = join(folder, 'calls');
  const env = { PATH: '/usr/bin:/bin', VEXLAB_CACHE: join(folder, 'cache'), CALLS: calls, PYTHONPATH: '/x' };
  const packages = pythonPackages('tool', { what: 'a tool', requirements }, python);
  return { packages, env, calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []) };
}

it('installs exactly the closure, once, into a folder of its own that is there only whole', async () => {
  const { packages, env, calls } = setting();
  const folder = packages.folder(env);
  expect(dirname(folder)).toBe(join(env.VEXLAB_CACHE, 'python'));
  expect(packages.installed(env)).toBe(false);
  await Promise.all([packages.run({ env }), packages.run({ env })]);
  expect(calls()).toHaveLength(1);
  expect(calls()[0]).toMatch(/^-m pip install --no-deps .*--only-binary :all: .*--target \S+ one==1 two==2$/);
  expect(packages.installed(env)).toBe(true);
  expect(readFileSync(join(folder, 'package', 'cache'), 'utf8').trim()).toBe(join(env.VEXLAB_CACHE, 'pip'));
  expect(readdirSync(dirname(folder)).filter((name) => /lock|partial/.test(name))).toEqual([]);
  await packages.run({ env });
  expect(calls()).toHaveLength(1);
});

it('is another folder for other versions', () => {
  const { packages, env } = setting();
  const other = setting(['one==1', 'two==3']);
  expect(packages.folder(env)).toMatch(/tool-[0-9a-z]+$/);
  expect(other.packages.folder(env)).not.toBe(packages.folder(env));
});

it('leaves nothing of an installation that failed, and says why', async () => {
  const { packages, env } = setting();
  const failing = packages.run({ env: { ...env, FAIL: 'yes' } });
  await expect(failing).rejects.toMatchObject({ code: 'install-failed', where: 'tool' });
  await expect(failing).rejects.toThrow(/No matching distribution found for one==1/);
  expect(packages.installed(env)).toBe(false);
  expect(readdirSync(dirname(packages.folder(env)))).toEqual([expect.stringMatching(/^tool-.*\.log$/)]);
});

it('says that there is no Python to install with', async () => {
  const python = join(scratch(), 'python');
  const packages = pythonPackages('tool', { what: 'a tool', requirements: ['one==1'] }, python);
  const env = { VEXLAB_CACHE: scratch() };
  expect(await packages.lacks(env)).toEqual({
    why: `the checkout's Python ${python} is not there`,
    remedy: 'npm run setup',
  });
  await expect(packages.run({ env })).rejects.toMatchObject({ code: 'unavailable', remedy: 'npm run setup' });
});
