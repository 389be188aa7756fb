import pidusage from 'pidusage';
import { procUsage } from './proc-usage';

/** Memory and CPU time of one process at one moment. */
export interface ProcessUsage {
  /** Resident set size, bytes; of several processes on Linux, with what they share split among them (PSS). */
  rss: number;
  /** User and system time since the process began, milliseconds. */
  cpuMs: number;
  /** The same of its children that have ended, and of theirs; absent elsewhere than on Linux. */
  endedMs?: number;
}

/** Process id → what it used so far; absent: no such process, or it may not be looked at. */
export type Usage = ReadonlyMap<number, ProcessUsage>;

/**
 * What these processes and all their descendants have used so far. The lab's own process counts without its
 * descendants: these are engines, and are asked for by their own ids. Elsewhere than on Linux descendants are left out.
 */
export async function usageOf(pids: readonly number[]): Promise<Usage> {
  if (pids.length === 0) return new Map();
  if (process.platform === 'linux') return procUsage(pids);
  const seen = new Map<number, ProcessUsage>();
  for (const pid of pids) {
    try {
      const { memory, ctime } = await pidusage(pid);
      seen.set(pid, { rss: memory, cpuMs: ctime });
    } catch {
      // A process that is gone or hidden is absent from the answer: that is what absence says.
    }
  }
  return seen;
}

/** Resident bytes of all of them together; undefined where none could be read. */
export function totalRss(usage: Usage): number | undefined {
  if (usage.size === 0) return undefined;
  let total = 0;
  for (const { rss } of usage.values()) total += rss;
  return total;
}

/**
 * CPU milliseconds used between two readings, by processes that began and ended in between too. Undefined where nothing could be
 * read, or where a process of the first is missing in the second: what it used until its end is not known.
 */
export function cpuBetween(before: Usage, after: Usage): number | undefined {
  if (after.size === 0) return undefined;
  for (const pid of before.keys()) if (!after.has(pid)) return undefined;
  let total = 0;
  for (const [pid, { cpuMs }] of after) total += cpuMs - (before.get(pid)?.cpuMs ?? 0);
  return Math.max(0, total + endedBetween(before, after));
}

/** CPU milliseconds of processes that began and ended between two readings, which neither has. */
export function endedBetween(before: Usage, after: Usage): number {
  let total = 0;
  for (const [pid, { endedMs = 0 }] of after) total += endedMs - (before.get(pid)?.endedMs ?? 0);
  return total;
}
