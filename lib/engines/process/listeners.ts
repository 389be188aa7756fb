import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { parseListeners } from './parse-listeners';

/** A TCP socket that listens. */
export interface Listener {
  readonly address: string;
  readonly port: number;
  readonly loopback: boolean;
  /** In a network namespace other than the lab's, e.g. a container's. */
  readonly apart: boolean;
}

/**
 * Where these processes, and all that they started, listen; Linux only. A server under a wrapper, or one that forks a
 * process for each connection, listens in another process than the one the lab started. `not-readable`: another user's.
 */
export function listenersOf(pids: readonly number[]): Listener[] | 'not-readable' {
  const found = new Map<string, Listener>();
  let readable = false;
  for (const pid of withDescendants(pids)) {
    const sockets = socketsOf(pid);
    const tables = ['tcp', 'tcp6'].map((file) => read(`/proc/${pid}/net/${file}`));
    // Every table has a line of heads; without one of them nobody can say where it listens.
    if (!sockets || tables.every((table) => table === '')) continue;
    readable = true;
    const apart = networkOf(pid) !== networkOf('self');
    for (const table of tables) {
      for (const { inode, ...listener } of parseListeners(table)) {
        if (sockets.has(inode)) found.set(inode, { ...listener, apart });
      }
    }
  }
  return readable ? [...found.values()].sort((a, b) => a.port - b.port) : 'not-readable';
}

/** The processes and all that descend from them; Linux only. */
export function withDescendants(pids: readonly number[]): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    // Field 4 of /proc/PID/stat, counted behind the name in parentheses.
    const text = read(`/proc/${name}/stat`);
    parents.set(Number(name), Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const all = new Set(pids);
  for (let before = -1; before !== all.size;) {
    before = all.size;
    for (const [pid, parent] of parents) if (all.has(parent)) all.add(pid);
  }
  return [...all];
}

/** Inodes of a process's open sockets; undefined where they may not be read, or where it has ended. */
function socketsOf(pid: number): Set<string> | undefined {
  try {
    const links = readdirSync(`/proc/${pid}/fd`).map((name) => link(`/proc/${pid}/fd/${name}`));
    return new Set(links.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []));
  } catch {
    return undefined;
  }
}

const networkOf = (pid: number | 'self'): string => link(`/proc/${pid}/ns/net`);

/** '' where it has gone meanwhile. */
function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
