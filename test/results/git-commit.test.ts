import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { gitCommit } from 'vexlab/dist/results/git-commit';

const root = mkdtempSync(join(tmpdir(), 'vexlab-commit-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folder: string;
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder, encoding: 'utf8' }).trim();
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
/** What the commit of the tree is after each of these changes, made one upon the other. */
async function after(...changes: (() => unknown)[]): Promise<string[]> {
  const seen: string[] = [];
  for (const change of changes) {
    change();
    seen.push(await gitCommit(folder));
  }
  return seen;
}

beforeEach(() => {
  folder = mkdtempSync(join(root, 'tree-'));
  git('init', '-q');
  write('lib/a.ts', 'one\n');
  write('notebooks/a.ipynb', '{}');
  git('add', '.');
  git('commit', '-qm', 'first');
});

describe('the commit of a tree', () => {
  it('without changes is its name, and that it stays while a notebook is opened', async () => {
    const commit = git('rev-parse', 'HEAD');
    const seen = await after(
      () => undefined,
      () => write('notebooks/a.ipynb', '{"opened": true}'),
    );
    expect(seen).toEqual([commit, commit]);
  });

  it('with changes carries what they are: the same for the same, another for others, whether git knows the file or not', async () => {
    const commit = git('rev-parse', 'HEAD');
    const [changed, other, back, staged, added, addedOther, removed] = await after(
      () => write('lib/a.ts', 'two\n'),
      () => write('lib/a.ts', 'three\n'),
      () => write('lib/a.ts', 'two\n'),
      () => git('add', 'lib/a.ts'),
      () => write('lib/b.ts', 'one\n'),
      () => write('lib/b.ts', 'two\n'),
      () => rmSync(join(folder, 'lib/b.ts')),
    );
    expect(changed).toMatch(new RegExp(`^${commit}\\+[0-9a-f]{8}$`));
    expect([back, staged, removed]).toEqual([changed, changed, changed]);
    expect(new Set([changed, other, added, addedOther]).size).toBe(4);
  });

  it('carries files that git does not know wherever they lie, and not what runs write or git ignores', async () => {
    const run = '20260102T030405Z-abcdef01/records.jsonl';
    const [clean, ...same] = await after(
      () => undefined,
      () => write(`results/${run}`, '{}'),
      () => write(`out/${run}`, '{}'),
      () => write('.git/info/exclude', 'downloads/\n'),
      () => write('datasets/downloads/a.bin', 'one'),
    );
    expect(same).toEqual([clean, clean, clean, clean]);
    write('out/start.json', '{}');
    expect(await gitCommit(folder, join(folder, 'out'))).toBe(clean);
    expect(await gitCommit(folder)).not.toBe(clean);
    rmSync(join(folder, 'out'), { recursive: true });
    const [one, two, moved, empty] = await after(
      () => write('datasets/new.json', '1'),
      () => write('datasets/new.json', '2'),
      () => (rmSync(join(folder, 'datasets/new.json')), write('new.json', '1')),
      () => write('new.json', ''),
    );
    expect(new Set([clean, one, two, moved, empty]).size).toBe(5);
  });

  it('is unknown outside git', async () => {
    folder = mkdtempSync(join(root, 'none-'));
    expect(await gitCommit(folder)).toBe('unknown');
  });
});
