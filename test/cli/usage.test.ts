import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lines, vexlab } from './vexlab';

const commands = [
  'start',
  'run',
  'notebooks',
  'summary',
  'report',
  'runs',
  'scenarios',
  'datasets',
  'datasets show',
  'datasets get',
  'datasets import',
  'truth',
  'engines',
  'contract',
  'up',
  'down',
  'install',
  'export',
  'compare',
  'doctor',
];

describe('help', () => {
  it('lists every command and the exit codes, on stdout', async () => {
    const { code, stdout, stderr } = await vexlab(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command.split(' ')[0]}\\b`, 'm'));
    expect(stdout).toContain('130  interrupted');
  });

  it.each(commands)('%s has its own, with examples and exit codes', async (command) => {
    const { code, stdout } = await vexlab([...command.split(' '), '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: vexlab ${command}`);
    expect(stdout).toMatch(/Examples:\n {2}\$ npx vexlab /);
    expect(stdout).toContain('Exit codes:');
    expect(stdout).toContain('--json');
  });

  it('names every option of run', async () => {
    const { stdout } = await vexlab(['run', '--help']);
    const options =
      'databases datasets scales profile scenario sweep output k ef m ef-construction clients requests min-ms warmup repetitions builds seed option cell-timeout force';
    expect(options.split(' ').filter((option) => !new RegExp(`^  --${option}\\b`, 'm').test(stdout))).toEqual([]);
  });

  it('comes without loading the heavy libraries', async () => {
    const trace = join(__dirname, 'trace-loads.cjs');
    const { stderr } = await vexlab(['--help'], { env: { NODE_OPTIONS: `--require ${trace}` } });
    const loaded = lines(stderr).filter((line) => line.startsWith('loaded '));
    const outside = new Set(loaded.map((line) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(line)?.[1]));
    expect([...outside].filter((name) => name !== undefined)).toEqual(['commander']);
  });
});

describe('version', () => {
  it("is the library's", async () => {
    const text = readFileSync(join(resolve(__dirname, '..', '..'), 'lib', 'package.json'), 'utf8');
    const { code, stdout } = await vexlab(['--version']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${(JSON.parse(text) as { version: string }).version}\n` });
  });
});

describe('wrong usage', () => {
  it.each([
    [['run', '--bases', 'x'], "vexlab: unknown option '--bases'"],
    [['run', '--dataset', 'x'], "vexlab: unknown option '--dataset' (Did you mean --datasets?)"],
    [['fly'], "vexlab: unknown command 'fly'"],
    [['truth'], "vexlab: missing required argument 'dataset'"],
    [['run', '--ef'], "vexlab: option '--ef <list>' argument missing"],
    [['run', '--ef', 'wide'], 'vexlab: --ef: "wide" is not a whole number of at least 1'],
    [['run', '--cell-timeout', '0'], 'vexlab: --cell-timeout: "0" is not a number of seconds above 0'],
    [['run', '--databases', 'nowhere'], 'vexlab: nowhere: there is no such engine; the engines are '],
    [['run', '--profile', 'slow'], 'slow'],
    [['run', '--sweep', 'absent.json'], 'vexlab: absent.json: the sweep cannot be read: '],
    [['truth', 'photos', '--k', 'many'], 'vexlab: --k: "many" is not a whole number of at least 1'],
    [['figure', 'no-such-run', '--output', 'x.gif'], '".gif" is no kind of figure'],
    [['notebooks', '99'], 'no notebook "99"; there are '],
  ])('%j: exit 2 and one line', async (args, expected) => {
    const { code, stdout, stderr } = await vexlab(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain(expected);
  });

  it('of VEXLAB_PROFILE, too, where no option overrides it', async () => {
    const { code, stderr } = await vexlab(['notebooks', '00'], { env: { VEXLAB_PROFILE: 'slow' } });
    expect(code).toBe(2);
    expect(stderr).toContain('there is no profile "slow"');
  });

  it('is JSON on stdout under --json', async () => {
    const { code, stdout } = await vexlab(['--json', 'run', '--ef', 'wide']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'bad-option',
        message: '--ef: "wide" is not a whole number of at least 1',
        where: '--ef',
      },
    });
    const unknown = await vexlab(['run', '--json', '--bases', 'x']);
    expect(JSON.parse(unknown.stdout)).toMatchObject({ error: { code: 'usage' } });
  });

  it('without a command prints the help and exits 2', async () => {
    const { code, stdout, stderr } = await vexlab([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: vexlab');
  });
});
