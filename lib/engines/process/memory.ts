import { totalmem } from 'node:os';

/** Memory that this machine, or the container around the lab, has for everything; bytes. */
export const memoryBytes = (): number => Math.min(process.constrainedMemory?.() || Infinity, totalmem());
