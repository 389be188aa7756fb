/** How many queries and rows one call of a kernel takes. */
export interface Kernel {
  readonly lanes: number;
  readonly height: number;
  /**
   * Dot products of `height` rows, the first at component `at` of `base`, with `lanes` queries whose components are
   * interleaved (component i of lane j at i × lanes + j): `out[row × lanes + lane]`.
   */
  products(base: Float32Array, at: number, dim: number, queries: Float64Array, out: Float64Array): void;
}

/** Four queries by two rows: each value that is read takes part in several sums, which stay in registers. */
export const manyQueries: Kernel = {
  lanes: 4,
  height: 2,
  products(base, at, dim, queries, out) {
    let a0 = 0;
    let a1 = 0;
    let a2 = 0;
    let a3 = 0;
    let b0 = 0;
    let b1 = 0;
    let b2 = 0;
    let b3 = 0;
    const second = at + dim;
    for (let i = 0, j = 0; i < dim; i++, j += 4) {
      const a = base[at + i] as number;
      const b = base[second + i] as number;
      const q0 = queries[j] as number;
      const q1 = queries[j + 1] as number;
      const q2 = queries[j + 2] as number;
      const q3 = queries[j + 3] as number;
      a0 += a * q0;
      a1 += a * q1;
      a2 += a * q2;
      a3 += a * q3;
      b0 += b * q0;
      b1 += b * q1;
      b2 += b * q2;
      b3 += b * q3;
    }
    out[0] = a0;
    out[1] = a1;
    out[2] = a2;
    out[3] = a3;
    out[4] = b0;
    out[5] = b1;
    out[6] = b2;
    out[7] = b3;
  },
};

/** One query by four rows. */
export const oneQuery: Kernel = {
  lanes: 1,
  height: 4,
  products(base, at, dim, queries, out) {
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    const second = at + dim;
    const third = second + dim;
    const fourth = third + dim;
    for (let i = 0; i < dim; i++) {
      const q = queries[i] as number;
      a += (base[at + i] as number) * q;
      b += (base[second + i] as number) * q;
      c += (base[third + i] as number) * q;
      d += (base[fourth + i] as number) * q;
    }
    out[0] = a;
    out[1] = b;
    out[2] = c;
    out[3] = d;
  },
};
