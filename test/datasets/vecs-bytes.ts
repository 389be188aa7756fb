/** The bytes of an fvecs, ivecs (32-bit components) or bvecs file: each row is its dimension, then its components. */
export function vecsBytes(rows: readonly (readonly number[])[], type: 'float32' | 'int32' | 'uint8'): Buffer {
  return Buffer.concat(
    rows.map((row) => {
      const Kind = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array }[type];
      return Buffer.concat([Buffer.from(Int32Array.of(row.length).buffer), Buffer.from(Kind.from(row).buffer)]);
    }),
  );
}
