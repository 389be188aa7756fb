import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * The commit checked out in `folder`, with `+` behind it where the tree has changes; `unknown` outside git. Notebooks do
 * not count: opening one changes it, and what it measures stands in the run's sweep.
 */
export async function gitCommit(folder: string): Promise<string> {
  const git = async (...args: string[]): Promise<string> => {
    // Without optional locks, so that looking never gets in the way of someone's commit.
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' };
    return (await promisify(execFile)('git', args, { cwd: folder, env, maxBuffer: 1 << 26 })).stdout.trim();
  };
  try {
    const commit = await git('rev-parse', 'HEAD');
    return (await git('status', '--porcelain', '--', '.', ':(exclude)notebooks')) === '' ? commit : `${commit}+`;
  } catch {
    return 'unknown';
  }
}
