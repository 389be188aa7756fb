import { describe, expect, it } from 'vitest';
import { packUint16, packUint32, unpackUint16, unpackUint32 } from 'vexlab/dist/results/pack';

describe('pack', () => {
  it('writes little-endian bytes in base64', () => {
    expect(packUint32(Uint32Array.of(1, 0xfffffffe))).toBe(
      Buffer.from([1, 0, 0, 0, 254, 255, 255, 255]).toString('base64'),
    );
    expect(packUint16(Uint16Array.of(1, 0x1234))).toBe(Buffer.from([1, 0, 0x34, 0x12]).toString('base64'));
  });

  it('reads back what it wrote, also a part of an array and nothing', () => {
    const long = Uint32Array.from({ length: 100 }, (_, i) => i * 40_000_000);
    expect(unpackUint32(packUint32(long))).toEqual(long);
    expect(unpackUint32(packUint32(long.subarray(3, 5)))).toEqual(long.slice(3, 5));
    expect(unpackUint16(packUint16(Uint16Array.of(0, 65535)))).toEqual(Uint16Array.of(0, 65535));
    expect(unpackUint32('')).toEqual(new Uint32Array(0));
  });
});
