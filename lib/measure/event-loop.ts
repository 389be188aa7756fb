import { type EventLoopUtilization, monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** How busy and how late the lab's own event loop was; what a slow client adds to a latency shows here. */
export interface EventLoopLoad {
  /** Delay beyond the asked time of a timer that fires every millisecond, in milliseconds. */
  p99: number;
  max: number;
  /** Share of the time that the loop was not waiting for events, 0 to 1. */
  utilisation: number;
}

const resolutionMs = 1;

/** Starts watching; `stop()` gives what was seen from when this resolves until then. */
export async function watchEventLoop(): Promise<{ stop(): Promise<EventLoopLoad> }> {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  // The first firing sets the mark that later ones are measured from: a loop blocked before it would show no delay.
  await sleep(2 * resolutionMs);
  const start: EventLoopUtilization = performance.eventLoopUtilization();
  return {
    async stop() {
      const { utilization } = performance.eventLoopUtilization(start);
      // A blocked loop's timer has not fired yet: its delay is counted only when it does.
      await sleep(2 * resolutionMs);
      delay.disable();
      // Node records the time between two firings, which contains the interval itself.
      const beyond = (ns: number): number => (delay.count === 0 ? 0 : Math.max(0, ns / 1e6 - resolutionMs));
      return { p99: beyond(delay.percentile(99)), max: beyond(delay.max), utilisation: utilization };
    },
  };
}
