/** Bytes of the vectors of one insert: a request may have 256 MB. */
export const requestBytes = 16 * 1024 * 1024;
