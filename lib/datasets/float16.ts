let table: Float32Array | undefined;

/** The value of each of the 65,536 bit patterns of IEEE 754 binary16, made once. */
export function float16Table(): Float32Array {
  table ??= Float32Array.from({ length: 0x10000 }, (_, bits) => decode(bits));
  return table;
}

function decode(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** True where the 16 bits are an infinity or a NaN. */
export const isFloat16Finite = (bits: number): boolean => (bits & 0x7c00) !== 0x7c00;
