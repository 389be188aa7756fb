import { homedir, hostname, tmpdir } from 'node:os';
import { projectRoot } from '../../base/paths';

/** Where programs and libraries are kept or were compiled: the rest of such a path is somebody's own affair. */
const roots = ['usr', 'home', 'root', 'build', 'Users', 'opt', 'var', 'private', 'mnt', 'srv'];

/**
 * A sentence of a report without what only this machine has: the folders that are gone when it is read, the checkout, the
 * home, and the machine's name.
 */
export function withoutPlaces(text: string, folders: readonly string[]): string {
  // The longest first: a home may lie below the folder of temporary files.
  const known = [...folders, projectRoot, tmpdir(), homedir()]
    .filter((folder) => folder.length > 1)
    .sort((a, b) => b.length - a.length);
  const shorter = known.reduce((left, folder) => left.replaceAll(folder, '…'), text);
  const host = new RegExp(`(?<![\\w.-])${hostname().replace(/[^\w-]/g, '\\$&')}(?![\\w-])`, 'g');
  return shorter.replace(new RegExp(`/(?:${roots.join('|')})/\\S*/(?=[^/\\s]+)`, 'g'), '…/').replace(host, '…');
}
