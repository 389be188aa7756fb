import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { contentId } from '../../base/canonical-json';
import { processIdentity } from '../../base/process-identity';

const prefix = '.vexlab-files-';
/** The machine, the process and what tells it from others that get its id. */
const named = /^\.vexlab-files-([0-9a-f]+)-(\d+)-([0-9a-f]+)-.{6}$/;

const here = (): string => contentId(hostname());
const nameOf = (pid: number): string => contentId(processIdentity(pid) ?? 'gone');

/** Makes a folder under a path whose name says which process it belongs to. */
export const ownFolder = (path: string): Promise<string> =>
  mkdtemp(join(path, `${prefix}${here()}-${process.pid}-${nameOf(process.pid)}-`));

/**
 * Removes what runs left under a path that could not clean up (kill -9, a power cut), and says so. A folder of a process that runs is
 * left alone; one of which that cannot be told is left, and named.
 */
export async function removeLeftovers(path: string, say: (line: string) => void): Promise<void> {
  const folders = (await readdir(path)).filter((name) => name.startsWith(prefix));
  for (const name of folders) {
    const folder = join(path, name);
    const [, host, pid, identity] = named.exec(name) ?? [];
    if (host !== here()) {
      say(`${folder} belongs to a run of another machine, or was left by one: if none is under way, delete it`);
    } else if (identity !== nameOf(Number(pid))) {
      await rm(folder, { recursive: true, force: true });
      say(`removed ${folder}: left by a run that was killed`);
    }
  }
}
