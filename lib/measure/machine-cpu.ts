import { readFile } from 'node:fs/promises';
import { kernelUnits } from './kernel-units';
import { limitsHere } from './limits';

/** What all processors together have done since the machine started, milliseconds. */
export interface MachineCpu {
  /** Spent on programs, in them and in the kernel for them; without interrupts, which nobody in particular asked for. */
  busyMs: number;
  /** Kept from this virtual machine by its host. */
  stolenMs: number;
  /** All there was, idle time too. */
  totalMs: number;
}

let whole: Promise<boolean> | undefined;

/**
 * From Linux's /proc/stat (proc_stat(5)), of the whole machine; undefined where there is none, and where the lab may use only a part of
 * its processors: what others do on the rest is nothing to it.
 */
export async function machineCpu(): Promise<MachineCpu | undefined> {
  whole ??= limitsHere().then(({ cpus }) => cpus === undefined);
  if (!(await whole)) return undefined;
  const text = await readFile('/proc/stat', 'latin1').catch(() => '');
  const all = /^cpu +(.+)$/m.exec(text)?.[1];
  if (all === undefined) return undefined;
  const { ticksPerSecond } = await kernelUnits();
  const ms = (ticks: number): number => (ticks * 1000) / ticksPerSecond;
  // What guests used is part of user and nice.
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] = all
    .split(' ')
    .map(Number);
  return {
    busyMs: ms(user + nice + system),
    stolenMs: ms(steal),
    totalMs: ms(user + nice + system + idle + iowait + irq + softirq + steal),
  };
}

/** CPU milliseconds of the whole machine between two readings, and what of it was neither the lab's nor the engine's (undefined: not known). */
export function machineBetween(
  before: MachineCpu | undefined,
  after: MachineCpu | undefined,
  { lab, engine }: { lab: number; engine: number | undefined },
): { machine?: number; stolen?: number; others?: number } {
  if (!before || !after) return {};
  // Ticks are coarse, and the kernel's count of waiting may go back: none of these is ever below 0.
  const positive = (ms: number): number => Math.max(0, ms);
  return {
    machine: positive(after.totalMs - before.totalMs),
    stolen: positive(after.stolenMs - before.stolenMs),
    ...(engine !== undefined && { others: positive(after.busyMs - before.busyMs - lab - engine) }),
  };
}
