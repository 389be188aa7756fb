import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Bytes that a folder takes on its file system, with all below it: blocks and not lengths, since engines allocate files ahead
 * that are mostly holes. What vanishes meanwhile counts nothing. 0 where there is no such folder.
 */
export async function folderSize(folder: string): Promise<number> {
  const seen = new Set<number>();
  const sizeOf = async (path: string): Promise<number> => {
    const stat = await lstat(path).catch(() => undefined);
    // A file with two names takes its place once.
    if (!stat || (stat.nlink > 1 && !stat.isDirectory() && seen.has(stat.ino))) return 0;
    seen.add(stat.ino);
    const own = stat.blocks * 512;
    if (!stat.isDirectory()) return own;
    const names = await readdir(path).catch(() => []);
    let below = 0;
    for (const name of names) below += await sizeOf(join(path, name));
    return own + below;
  };
  return sizeOf(folder);
}
