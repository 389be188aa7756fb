import { readFile } from 'node:fs/promises';
import { kernelUnits } from './kernel-units';

/** What all processors together have done since the machine started, milliseconds. */
export interface MachineCpu {
  /** Spent on programs, in them and in the kernel for them; without interrupts, which nobody in particular asked for. */
  busyMs: number;
  /** Kept from this virtual machine by its host. */
  stolenMs: number;
  /** All there was, idle time too. */
  totalMs: number;
}

/** From Linux's /proc/stat (proc_stat(5)), of the whole machine; undefined where there is none. */
export async function machineCpu(): Promise<MachineCpu | undefined> {
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
