import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Process id of a container on this machine, or why its memory and CPU cannot be read here. */
export type SeenContainer =
  { readonly pid: number; readonly unseen?: undefined } | { readonly pid?: undefined; readonly unseen: string };

/**
 * The pid that Docker tells is one of the machine that Docker runs on, which may be a virtual one (macOS, Windows, Docker
 * Desktop) or another: here it may be anybody's. It is taken only where the kernel says that the process of that id belongs to
 * this container, in whose control group the container's id stands. `proc` is another only in tests.
 * @param id the whole id, 64 hexadecimal digits
 */
export function containerPid(id: string, pid: number, proc = '/proc'): SeenContainer {
  if (id.length >= 12 && pid > 0 && cgroupsOf(pid, proc).includes(id)) return { pid };
  const unseen = `its container's processes are not to be seen from here (Docker names process ${pid}): Docker runs in a virtual machine, or on another`;
  return { unseen };
}

function cgroupsOf(pid: number, proc: string): string {
  try {
    return readFileSync(join(proc, String(pid), 'cgroup'), 'utf8');
  } catch {
    // No such process, or no Linux.
    return '';
  }
}
