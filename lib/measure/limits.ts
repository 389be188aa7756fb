import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';

/** What this process may use of the machine, where that is less than the machine has. */
export interface Limits {
  /** CPUs: of its affinity, or of its group's quota, which may be a fraction. */
  cpus?: number;
  memoryBytes?: number;
}

/** The kernel's files that tell of control groups; tests bring their own. */
export interface GroupFiles {
  /** The groups of the process, as `/proc/self/cgroup` lists them. */
  readonly groups: string;
  /** Where control groups are mounted. */
  readonly mount: string;
}

const linux: GroupFiles = { groups: '/proc/self/cgroup', mount: '/sys/fs/cgroup' };

/**
 * Limits that a container or a service manager has set, and that no count of cores or of memory shows (Linux control groups,
 * both versions); {} where there are none.
 */
export async function limitsHere(files: GroupFiles = linux): Promise<Limits> {
  const quota = await cpuQuota(files);
  const allowed = Math.min(availableParallelism(), quota ?? Infinity);
  const memory = process.constrainedMemory();
  return {
    ...(allowed < cpus().length && { cpus: allowed }),
    ...(memory > 0 && memory < totalmem() && { memoryBytes: memory }),
  };
}

/** CPUs that the groups of this process allow: the smallest quota from its own group up to the root. */
export async function cpuQuota({ groups, mount }: GroupFiles): Promise<number | undefined> {
  const lines = (await text(groups))?.split('\n') ?? [];
  const quotas = await Promise.all(
    lines.flatMap((line) => {
      const [, controllers = '', path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
      if (controllers === '' && path !== '') return [...upwards(path)].map((group) => second(join(mount, group)));
      if (!controllers.split(',').includes('cpu')) return [];
      return [...upwards(path)].map((group) => first(join(mount, controllers, group)));
    }),
  );
  const known = quotas.filter((quota) => quota !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

function* upwards(path: string): Generator<string> {
  for (let group = path; ; group = dirname(group)) {
    yield group;
    if (group === dirname(group)) return;
  }
}

/** Version 2: `max 100000`, or microseconds of CPU in so many of time. */
async function second(folder: string): Promise<number | undefined> {
  const [quota, period] = ((await text(join(folder, 'cpu.max'))) ?? '').trim().split(' ').map(Number);
  return share(quota, period);
}

/** Version 1: −1 where there is no quota. */
async function first(folder: string): Promise<number | undefined> {
  const [quota, period] = await Promise.all(
    ['cpu.cfs_quota_us', 'cpu.cfs_period_us'].map(async (name) => Number((await text(join(folder, name))) ?? NaN)),
  );
  return share(quota, period);
}

const share = (quota = NaN, period = NaN): number | undefined => (quota > 0 && period > 0 ? quota / period : undefined);

const text = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined);
