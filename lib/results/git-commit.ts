import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { fileSha256 } from '../datasets/file-sha256';

const outsideNotebooks = ['--', '.', ':(exclude)notebooks'];

/**
 * The commit checked out in `folder`, where the tree has changes with `+` behind it and the first 8 hex digits of what these are, so
 * that no two trees with different changes are the same; `unknown` outside git. Notebooks do not count: opening one changes it, and what
 * it measures stands in the run's sweep. Nor does what runs wrote, or lies in their `output`, or a
 * run would not find itself again.
 */
export async function gitCommit(folder: string, output = join(folder, 'results')): Promise<string> {
  try {
    const commit = (await git(folder, 'rev-parse', 'HEAD')).trim();
    const [diff, unknown] = [await changesOf(folder), await unknownFiles(folder, output)];
    if (diff === '' && unknown.length === 0) return commit;
    return `${commit}+${(await changesHash(folder, diff, unknown)).slice(0, 8)}`;
  } catch {
    return 'unknown';
  }
}

/** The changes to files that git knows. */
const changesOf = (folder: string): Promise<string> =>
  git(folder, 'diff', 'HEAD', '--no-color', '--no-ext-diff', '--no-textconv', '--full-index', ...outsideNotebooks);

/** The files that git neither knows nor ignores, but for those in `output` and those of runs, wherever these lie. */
async function unknownFiles(folder: string, output: string): Promise<string[]> {
  const found = await git(folder, 'ls-files', '-z', '--others', '--exclude-standard', ...outsideNotebooks);
  const written = `${relative(folder, output)}/`;
  return found.split('\0').filter((path) => path !== '' && !path.startsWith(written) && !ofRuns.test(path));
}

/** All that is not known in `results`, and elsewhere what lies in a folder with the name of a run. */
const ofRuns = /^results\/|(?:^|\/)\d{8}T\d{6}Z-[0-9a-f]{8}\//;

/** sha256 of all changes. */
async function changesHash(folder: string, diff: string, unknown: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(diff);
  for (const path of unknown) {
    // What is no file that can be read, as a checkout within this one, counts by its name.
    const content = await fileSha256(join(folder, path)).catch(() => '');
    hash.update(`\0${path}\0${content}`);
  }
  return hash.digest('hex');
}

async function git(cwd: string, ...args: string[]): Promise<string> {
  // Without optional locks, so that looking never gets in the way of someone's commit.
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' };
  return (await promisify(execFile)('git', args, { cwd, env, maxBuffer: Infinity })).stdout;
}
