import { readFileSync } from 'node:fs';

/**
 * CPU milliseconds that the calling thread has used since it began, of Node's helper threads nothing. Undefined where it cannot
 * be told: elsewhere than on Linux. Read synchronously, because a read in the background is another thread's.
 */
export function threadCpuMs(): number | undefined {
  try {
    // Documentation/scheduler/sched-stats.rst: the first figure is nanoseconds spent on the CPU.
    const onCpu = Number(readFileSync('/proc/thread-self/schedstat', 'latin1').split(' ')[0]);
    return Number.isFinite(onCpu) ? onCpu / 1e6 : undefined;
  } catch {
    return undefined;
  }
}
