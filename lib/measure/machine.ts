import { readFile } from 'node:fs/promises';
import { cpu, cpuFlags, mem, osInfo, system } from 'systeminformation';
import { contentId } from '../base/canonical-json';
import { type Limits, limitsHere } from './limits';
import { type Storage, storageUnder } from './storage';

/** Everything about this machine that a measurement may hang on, as far as it could be read; absent: could not be. */
export interface Machine {
  /** Content address of all the rest: what records name. */
  id: string;
  cpu: {
    model: string;
    /** Logical and physical cores. */
    cores: number;
    physicalCores: number;
    /** Instruction sets, space-separated, as the kernel names them. */
    flags: string;
    /** Frequency governor, e.g. `performance`. */
    governor?: string;
    /** Whether the clock may rise above its base (turbo); absent: the kernel does not say. */
    boost?: boolean;
  };
  memoryBytes: number;
  /** What the lab may use of these; absent: all. */
  limits?: Limits;
  /** Transparent huge pages of Linux: `always`, `madvise`, `never`. */
  hugePages?: string;
  os: { platform: string; architecture: string; name: string; kernel: string };
  /** File system under the engines' data folders. */
  storage?: Storage;
  /** Container or virtual machine that the lab can see it runs in, e.g. `KVM`, `container`. */
  virtual: string[];
}

/** Describes this machine and the storage under `dataDir`. Takes a fraction of a second; starts a few short processes. */
export async function describeMachine(dataDir: string): Promise<Machine> {
  const [processor, flags, memory, os, host, storage, container, limits, boost, hugePages] = await Promise.all([
    cpu(),
    cpuFlags(),
    mem(),
    osInfo(),
    system(),
    storageUnder(dataDir),
    inContainer(),
    limitsHere(),
    mayBoost(),
    hugePagesMode(),
  ]);
  const described: Omit<Machine, 'id'> = {
    cpu: {
      model: `${processor.manufacturer} ${processor.brand}`.trim(),
      cores: processor.cores,
      physicalCores: processor.physicalCores,
      flags,
      ...(processor.governor ? { governor: processor.governor } : {}),
      ...(boost === undefined ? {} : { boost }),
    },
    memoryBytes: memory.total,
    ...(Object.keys(limits).length > 0 && { limits }),
    ...(hugePages && { hugePages }),
    os: {
      platform: os.platform,
      architecture: process.arch,
      name: `${os.distro} ${os.release}`.trim(),
      kernel: os.kernel,
    },
    ...(storage ? { storage } : {}),
    virtual: [...(host.virtual ? [host.virtualHost || 'virtual machine'] : []), ...(container ? ['container'] : [])],
  };
  return { id: contentId(described), ...described };
}

async function inContainer(): Promise<boolean> {
  if (process.env.container) return true;
  const marks = ['/.dockerenv', '/run/.containerenv'];
  const found = await Promise.all(
    marks.map((path) =>
      readFile(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}

const kernelSays = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );

/** Two drivers, two files, of which one says the opposite. */
async function mayBoost(): Promise<boolean | undefined> {
  const boost = await kernelSays('/sys/devices/system/cpu/cpufreq/boost');
  if (boost !== undefined) return boost === '1';
  const noTurbo = await kernelSays('/sys/devices/system/cpu/intel_pstate/no_turbo');
  return noTurbo === undefined ? undefined : noTurbo === '0';
}

/** The kernel lists all modes, the one in force in brackets. */
async function hugePagesMode(): Promise<string | undefined> {
  return /\[(\w+)\]/.exec((await kernelSays('/sys/kernel/mm/transparent_hugepage/enabled')) ?? '')?.[1];
}
