/** Resident memory in bytes; absent: could not be read. */
export interface MemorySample {
  lab?: number;
  engine?: number;
}
