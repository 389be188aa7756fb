/**
 * What the lab uses of the package, which is optional: its own types are not there where it could not be installed, and the
 * lab compiles all the same.
 */
declare module 'usearch' {
  interface Matches {
    keys: BigUint64Array;
    distances: Float32Array;
  }

  export class Index {
    constructor(config: {
      dimensions: number;
      metric: string;
      quantization: string;
      connectivity: number;
      expansion_add: number;
      expansion_search: number;
      multi: boolean;
    });
    add(keys: BigUint64Array, vectors: Float32Array, threads: number): void;
    /** Of one vector its matches; of several, one behind the other, a batch of them. */
    search(vectors: Float32Array, k: number, threads: number): Matches & { get(query: number): Matches };
    /** How many vectors of each key were removed. */
    remove(keys: BigUint64Array): number[];
    connectivity(): number;
    size(): number;
    save(path: string): void;
    load(path: string): void;
  }
}
