import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const outsideNotebooks = ['--', '.', ':(exclude)notebooks'];

/**
 * The commit checked out in `folder`, where the tree has changes with `+` behind it and the first 8 hex digits of what these are, so
 * that no two trees with different changes are the same; `unknown` outside git. Notebooks do not count: opening one changes it, and what
 * it measures stands in the run's sweep.
 */
export async function gitCommit(folder: string): Promise<string> {
  try {
    const commit = (await git(folder, 'rev-parse', 'HEAD')).trim();
    if ((await git(folder, 'status', '--porcelain', ...outsideNotebooks)) === '') return commit;
    return `${commit}+${(await changesHash(folder)).slice(0, 8)}`;
  } catch {
    return 'unknown';
  }
}

/** sha256 of the changes to files that git knows, and of the files in `lib` that it does not. */
async function changesHash(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const plain = ['--no-color', '--no-ext-diff', '--no-textconv', '--full-index'];
  hash.update(await git(folder, 'diff', 'HEAD', ...plain, ...outsideNotebooks));
  const unknown = await git(folder, 'ls-files', '-z', '--others', '--exclude-standard', '--', 'lib');
  for (const path of unknown.split('\0').filter((name) => name !== '')) {
    // What is no file that can be read, as a checkout within this one, counts by its name.
    const content = await readFile(join(folder, path)).catch(() => '');
    hash.update(`\0${path}\0`).update(createHash('sha256').update(content).digest());
  }
  return hash.digest('hex');
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  // Without optional locks, so that looking never gets in the way of someone's commit.
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' };
  return (await promisify(execFile)('git', args, { cwd, env, maxBuffer: Infinity })).stdout;
}
