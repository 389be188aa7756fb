import type { Machine } from '../measure/machine';
import { three } from './format';

/** The machine in a few words: CPU, cores, memory. */
export const machineLine = ({ cpu, memoryBytes }: Machine): string =>
  `${cpu.model}, ${cpu.cores} core${cpu.cores === 1 ? '' : 's'}, ${three(memoryBytes / 2 ** 30)} GiB`;
