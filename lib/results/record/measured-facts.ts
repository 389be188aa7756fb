import type { CellParams } from '../cell';
import type { BuildFacts } from './build-facts';
import type { Finding } from './finding';
import type { PeakMemory } from '../../measure/peak-memory';
import type { MemorySample } from './memory-sample';

/** What is known of every measured window. Raw figures only: every statistic is derived from these and can be derived again. */
export interface MeasuredFacts {
  state: 'ok';
  params: { asked: CellParams; readBack: CellParams };
  build: BuildFacts;
  /** Failed requests by kind. */
  errors: { [kind: string]: number };
  /** `peak`: the most in the window by the kernel's own marks; absent: they could not be had, or an older record. */
  memory: { before: MemorySample; after: MemorySample; peak?: PeakMemory };
  /**
   * CPU milliseconds in the window: used by the lab's process and by the engine's processes, and by all `others`; `stolen` by the host of a
   * virtual machine; all that the `machine` has, idle time too. Absent: not told, or an older record.
   */
  cpu: { lab: number; engine?: number; others?: number; stolen?: number; machine?: number };
  /** Event-loop delay of the client in the window, milliseconds. */
  eventLoop: { p99: number; max: number };
  /** Bytes of the main thread's JavaScript heap, and its collections in the window with their milliseconds; absent: an older record. */
  lab?: { heapBefore: number; heapAfter: number; gcMs: number; gcCount: number };
  findings: Finding[];
}
