import { performance, PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';

/** What the lab's own process spent on its memory: a pause of the collector lies in a latency that the engine did not cause. */
export interface GarbageLoad {
  /** Bytes of the JavaScript heap in use. */
  heapBefore: number;
  heapAfter: number;
  /** Collections that began in the window, and milliseconds that they took together; some of that may run beside the program. */
  gcCount: number;
  gcMs: number;
}

/** Starts watching; `stop()` gives what was seen from now until then. */
export function watchGarbage(): { stop(): Promise<GarbageLoad> } {
  const seen: { startTime: number; duration: number }[] = [];
  const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  const heapBefore = process.memoryUsage().heapUsed;
  const start = performance.now();
  return {
    async stop() {
      const end = performance.now();
      const heapAfter = process.memoryUsage().heapUsed;
      // Node hands entries over in a later turn of the event loop.
      await turn();
      seen.push(...observer.takeRecords());
      observer.disconnect();
      const within = seen.filter(({ startTime }) => startTime >= start && startTime <= end);
      const gcMs = within.reduce((sum, { duration }) => sum + duration, 0);
      return { heapBefore, heapAfter, gcCount: within.length, gcMs };
    },
  };
}
