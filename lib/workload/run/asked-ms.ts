import type { Searching } from '../window/measure-searches';
import { graceMs, mostWindows } from '../load/open-bounds';
import { longestWindowMs } from '../load/rate-search';

/** Milliseconds that a workload itself asks to be measured for, at most where it ends earlier: no cell is given up for them. */
export function askedMs(workload: Searching): number {
  switch (workload.type) {
    case 'open':
    case 'endurance':
      return workload.durationMs;
    case 'capacity':
      return mostWindows * (longestWindowMs(workload) + graceMs);
    case 'search':
    case 'filtered':
    case 'batched':
    case 'mixed':
      return workload.minMs;
  }
}
