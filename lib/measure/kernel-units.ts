import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';

let units: Promise<{ ticksPerSecond: number; pageSize: number }> | undefined;

/** Clock ticks and page size from the auxiliary vector (getauxval(3)): pairs of machine words, type and value. */
export function kernelUnits(): Promise<{ ticksPerSecond: number; pageSize: number }> {
  units ??= readFile('/proc/self/auxv').then((vector) => {
    const word = (at: number): number =>
      Number(endianness() === 'LE' ? vector.readBigUInt64LE(at) : vector.readBigUInt64BE(at));
    const values = new Map<number, number>();
    for (let at = 0; at + 16 <= vector.length; at += 16) values.set(word(at), word(at + 8));
    return { pageSize: values.get(6) ?? 4096, ticksPerSecond: values.get(17) ?? 100 };
  });
  return units;
}
