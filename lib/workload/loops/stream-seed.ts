/** A seed of its own for the n-th stream of one seed (Knuth's multiplicative hash). */
export const streamSeed = (seed: number, stream: number): number => (seed ^ Math.imul(stream + 1, 0x9e3779b1)) >>> 0;
