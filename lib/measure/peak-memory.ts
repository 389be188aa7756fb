import { readFile, writeFile } from 'node:fs/promises';

/** The highest resident memory of processes, each as the kernel kept it. */
export interface PeakMemory {
  /** Of all together; of several at most this: what they share counts for each, and each may have had its most at another time. */
  bytes: number;
  processes: number;
}

/**
 * Sets the kernel's high-water marks of these processes to what they have now, so that none of what they need from now on is missed,
 * however short (proc_pid_clear_refs(5), `VmHWM` of proc_pid_status(5)). What it resolves to reads the marks of the processes there are
 * then: undefined where one of the first is gone, or where there are none, no Linux, or no right to do so.
 */
export async function watchPeakMemory(
  pids: Iterable<number>,
): Promise<(pids: Iterable<number>) => Promise<PeakMemory | undefined>> {
  const first = [...pids];
  const set = await Promise.allSettled(first.map((pid) => writeFile(`/proc/${pid}/clear_refs`, '5', { flag: 'r+' })));
  return async (pidsNow) => {
    const now = new Set(pidsNow);
    if (first.length === 0 || set.some(({ status }) => status === 'rejected') || first.some((pid) => !now.has(pid)))
      return undefined;
    const marks = await Promise.all([...now].map(highWaterMark));
    const known = marks.filter((bytes) => bytes !== undefined);
    if (known.length < marks.length) return undefined;
    return { bytes: known.reduce((sum, bytes) => sum + bytes, 0), processes: known.length };
  };
}

async function highWaterMark(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(text)?.[1];
  return kib === undefined ? undefined : Number(kib) * 1024;
}
