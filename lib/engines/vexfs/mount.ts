import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { promisify } from 'node:util';
import { LabError, messageOf } from '../../base/lab-error';
import { zodOptions } from '../adapter/zod-options';
import type { Capabilities, Engine, EngineContext, Probe } from '../engine';
import { type Mount, mountAt, mountTable } from './mount-table';

/** One of VexFS's two file systems. */
export interface FileSystem extends Pick<Engine, 'name' | 'title' | 'mark'> {
  readonly isMount: (mount: Mount) => boolean;
  /** What the mount table must show, and how to get it there. */
  readonly expected: string;
  readonly remedy: string;
}

/** A file system that hangs must not hang whoever looks at it; milliseconds. */
const patienceMs = 5000;

/** Vectors have no part in it. */
const capabilities: Capabilities = {
  metrics: [],
  filter: false,
  remove: false,
  durable: false,
  searchParams: 'none',
  duplicateIds: 'rejects',
  batchedSearch: 'it answers no vector search',
};

/** A file system that is mounted where `VEXFS_MOUNT` says. It answers no vector search: only its files can be measured. */
export function mountEngine(system: FileSystem): Engine {
  const { name, title, mark } = system;
  return {
    name,
    title,
    kind: 'filesystem',
    mark,
    capabilities,
    common: {},
    buildOptions: zodOptions({}),
    searchOptions: zodOptions({}),
    testedAgainst: 'found-only',
    probe: ({ env }) => probeMount(system, env),
    connect: () =>
      Promise.reject(
        new LabError({
          code: 'not-supported',
          where: name,
          what: 'a file system answers no vector search',
          remedy: 'measure its files by the file workload; they never share a chart with vectors',
        }),
      ),
  };
}

/** `tableFile` is another only in tests. */
export async function probeMount(
  { isMount, expected, remedy }: FileSystem,
  { VEXFS_MOUNT: given }: EngineContext['env'],
  tableFile = mountTable,
): Promise<Probe> {
  if (!given) return { state: 'not-configured', why: 'VEXFS_MOUNT is not set', remedy };
  const unavailable = (what: string): Probe => ({
    state: 'unavailable',
    why: `VEXFS_MOUNT = ${given} ${what}`,
    remedy,
  });
  try {
    if (!(await isFolder(given))) return unavailable('is not a directory');
    const mount = mountAt(await realpath(given), await readFile(tableFile, 'utf8'));
    if (!mount) return unavailable(`is no mount point; ${expected} is expected there`);
    const found = `is a mount of type ${mount.type} from ${mount.source}`;
    if (!isMount(mount)) return unavailable(`${found}; ${expected} is expected there`);
    return { state: 'ready', how: 'environment', why: `VEXFS_MOUNT = ${given} ${found}` };
  } catch (error) {
    const { killed } = error as { killed?: boolean };
    const what = killed ? `does not answer within ${patienceMs / 1000} s` : `cannot be looked at: ${messageOf(error)}`;
    return unavailable(what);
  }
}

/** Asked in a process that can be killed: a file system that hangs would hold a thread of this one for good. */
async function isFolder(path: string): Promise<boolean> {
  const look = promisify(execFile)('stat', ['-L', '-c', '%f', '--', path], {
    timeout: patienceMs,
    killSignal: 'SIGKILL',
  });
  const mode = Number.parseInt((await look).stdout, 16);
  return (mode & constants.S_IFMT) === constants.S_IFDIR;
}
