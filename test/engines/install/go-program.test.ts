import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { goProgram } from 'vexlab/dist/engines/install/go-program';
import { scratch } from '../processes';
import { pathWith, programFile } from './program-file';

const program = goProgram({ name: 'tool', module: 'example.org/cmd/server', version: 'v1.2.3', what: 'a tool' });

/** What go does, as far as it matters here: `go install MODULE@VERSION` puts a program into GOBIN. */
const fakeGo = `
[ "$1" = version ] && exit 0
echo "$@" >> "$CALLS"
mkdir -p "$GOBIN" "$GOCACHE" "$GOMODCACHE" "$GOPATH"
[ -e "$FAIL" ] && echo "no network" >&2 && exit 1
sleep 0.1
echo program > "$GOBIN/server"`;

function setting() {
  const folder = scratch();
  programFile(folder, 'go', fakeGo);
  const [calls, fail] = [join(folder, 'calls'), join(folder, 'fail')];
  const env = { PATH: pathWith(folder), VEXLAB_CACHE: join(folder, 'cache'), CALLS: calls, FAIL: fail };
  return { env, fail, calls: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : []) };
}

it('builds a program once, also where several want it at once, and leaves nothing beside it', async () => {
  const { env, calls } = setting();
  const file = program.file(env);
  expect(file).toBe(join(env.VEXLAB_CACHE, 'go', 'tool-v1.2.3', 'server'));
  expect(program.installed(env)).toBe(false);
  expect(await program.lacks(env)).toBeUndefined();
  const stages = new Set<string>();
  const run = () => program.run({ env, progress: ({ stage }) => stages.add(stage) });
  await Promise.all([run(), run(), run()]);
  expect(calls()).toEqual(['install example.org/cmd/server@v1.2.3']);
  expect(program.installed(env)).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('program\n');
  expect(readdirSync(join(file, '..')).sort()).toEqual(['build.log', 'server']);
  expect([...stages].sort()).toEqual(['building tool (minutes, once)', 'waiting while another tool is built']);
  await run();
  expect(calls()).toHaveLength(1);
});

it('keeps what was fetched of a build that failed, and goes on with it', async () => {
  const { env, fail, calls } = setting();
  programFile(join(fail, '..'), 'fail', '');
  await expect(program.run({ env })).rejects.toMatchObject({ code: 'install-failed', where: 'tool' });
  await expect(program.run({ env })).rejects.toThrow(
    /go install .*@v1\.2\.3: it ended with code 1; see .*: no network/,
  );
  expect(program.installed(env)).toBe(false);
  const folder = join(program.file(env), '..');
  expect(readdirSync(folder).sort()).toEqual(['build', 'build.log']);
  expect(readdirSync(join(folder, 'build')).sort()).toEqual(['bin', 'cache', 'modules', 'path']);
  rmSync(fail);
  await program.run({ env });
  expect(calls()).toHaveLength(3);
  expect(program.installed(env)).toBe(true);
});

it('says that Go is not there, and how to get it', async () => {
  const env = { PATH: scratch(), VEXLAB_CACHE: scratch() };
  const remedy = 'install Go 1.21 or newer (https://go.dev/dl)';
  expect(await program.lacks(env)).toEqual({ why: 'Go, which builds it, is not on PATH', remedy });
  await expect(program.run({ env })).rejects.toMatchObject({ code: 'unavailable', where: 'tool', remedy });
});
