import { execFile } from 'node:child_process';
import { chmodSync, chownSync } from 'node:fs';
import { promisify } from 'node:util';
import { LabError } from '../../base/lab-error';
import type { Command } from '../process/guarded-process';

/** `nobody` on Linux; owns nothing else. */
const nobody = 65534;

const plain = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];

/**
 * The same with one capability of root's left, to pass the folders on the way (root's home is closed to others) and nothing
 * else. `no_setuid_fixup`: without it access(2) overlooks capabilities, and PostgreSQL looks for its own files by access(2).
 */
const withCapability = (name: string): string[] => [
  ...plain,
  '--securebits=+no_setuid_fixup',
  ...['inh-caps', 'ambient-caps', 'bounding-set'].map((set) => `--${set}=-all,+${name}`),
];

/** Reading alone where it is allowed; a container's root often has only the wider one. */
const ways = [plain, withCapability('dac_read_search'), withCapability('dac_override')];

/**
 * PostgreSQL refuses to run as root. Gives root's folder to another user and returns how a command is run as that user; for
 * anybody else commands stay as they are. Either way nobody else may look into the folder. LabError `not-supported` where root may not do that.
 * @param program a file that the user must be able to run
 * @see https://www.postgresql.org/docs/16/postgres-user.html
 */
export async function asUnprivileged(folder: string, program: string): Promise<(command: Command) => Command> {
  chmodSync(folder, 0o700);
  if (process.getuid?.() !== 0) return (command) => command;
  try {
    chownSync(folder, nobody, nobody);
  } catch (error) {
    throw notSupported(folder, error);
  }
  for (const [file, ...args] of ways as [string, ...string[]][]) {
    const reaches = ['test', '-x', program, '-a', '-w', folder, '-a', '-x', folder];
    const works = await promisify(execFile)(file, [...args, ...reaches]).then(
      () => true,
      () => false,
    );
    if (works) return (command) => ({ ...command, file, args: [...args, command.file, ...command.args] });
  }
  throw notSupported(folder);
}

const notSupported = (folder: string, cause?: unknown): LabError =>
  new LabError({
    code: 'not-supported',
    where: 'pgvector',
    what: `PostgreSQL does not run as root, and root cannot run it as another user with its data in ${folder}`,
    remedy: 'run the lab as another user, or set PGVECTOR_URL to a server that runs',
    cause,
  });
