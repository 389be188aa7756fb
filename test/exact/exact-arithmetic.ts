import type { Metric } from 'vexlab/dist/datasets/dataset';

/** A float32 value as a whole number of 2⁻¹⁴⁹, the smallest float32: no rounding anywhere. */
export function exactly(value: number): bigint {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const exponent = Number((raw >> 52n) & 0x7ffn);
  if (exponent === 0) return 0n;
  const mantissa = (raw & ((1n << 52n) - 1n)) | (1n << 52n);
  // value = mantissa × 2^(exponent − 1075); float32 has no bits below 2⁻¹⁴⁹, so the shift loses nothing.
  const shift = exponent - 1075 + 149;
  const size = shift >= 0 ? mantissa << BigInt(shift) : mantissa >> BigInt(-shift);
  return raw >> 63n ? -size : size;
}

/** The k nearest rows by exact rational arithmetic, ties by smaller row. */
export function exactRows(base: Float32Array, dim: number, metric: Metric, query: Float32Array, k: number): number[] {
  const q = Array.from(query, exactly);
  const rows = Array.from({ length: base.length / dim }, (_, row) => {
    const x = Array.from(base.subarray(row * dim, (row + 1) * dim), exactly);
    const dot = sum(x.map((value, i) => value * (q[i] as bigint)));
    const square = sum(x.map((value) => value * value));
    const far = sum(x.map((value, i) => (value - (q[i] as bigint)) ** 2n));
    return { row, dot, square, far };
  });
  type Row = (typeof rows)[number];
  // Cosine: dot/‖x‖ compared by signed squares, over a common denominator.
  const signedSquare = ({ dot }: Row) => (dot < 0n ? -dot * dot : dot * dot);
  const compare = {
    l2: (a: Row, b: Row) => a.far - b.far,
    ip: (a: Row, b: Row) => b.dot - a.dot,
    cosine: (a: Row, b: Row) => signedSquare(b) * a.square - signedSquare(a) * b.square,
  }[metric];
  const sign = (value: bigint) => (value < 0n ? -1 : value > 0n ? 1 : 0);
  return rows
    .sort((a, b) => sign(compare(a, b)) || a.row - b.row)
    .slice(0, k)
    .map(({ row }) => row);
}

const sum = (values: bigint[]): bigint => values.reduce((a, b) => a + b, 0n);

/** Numbers from 0 to 1 that are the same in every run. */
export { seededRandom as random } from 'vexlab/dist/analysis/random';

/** Vectors that are hard to tell apart, by name. */
export const adversaries: Record<string, (random: () => number) => (row: number, i: number) => number> = {
  'ordinary values': (random) => () => random() - 0.5,
  'a huge offset that float32 sums would cancel': (random) => () => 1e6 + Math.floor(random() * 16) / 16,
  'near ties, one float32 step apart': (random) => (_, i) => (1 + (i % 3)) * (1 + Math.floor(random() * 3) * 2 ** -23),
  'few distinct vectors, many duplicates': () => (row, i) => (((row % 5) * (i + 1)) % 7) - 2.5,
  'components from 1e-30 to 1e30': (random) => () => (random() - 0.5) * 10 ** (Math.floor(random() * 61) - 30),
  'the ends of float32': (random) => () => (random() - 0.5) * (random() < 0.5 ? 3.4e38 : 1e-44),
  'small whole numbers, exact ties': (random) => () => Math.floor(random() * 4) + 1,
};
