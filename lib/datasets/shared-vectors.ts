import { LabError } from '../base/lab-error';
import type { ScalarType, Vectors } from './dataset';

/** Bytes of one component. */
export const bytesOf: { readonly [type in ScalarType]: number } = { float32: 4, uint8: 1, float16: 2 };

/** A view of n × dim components in `buffer`, from `byteOffset` on. */
export function vectorsOver(
  buffer: SharedArrayBuffer,
  byteOffset: number,
  type: ScalarType,
  n: number,
  dim: number,
): Vectors {
  const length = n * dim;
  const data = {
    float32: () => new Float32Array(buffer, byteOffset, length),
    uint8: () => new Uint8Array(buffer, byteOffset, length),
    float16: () => new Uint16Array(buffer, byteOffset, length),
  }[type]();
  return { n, dim, type, data };
}

/**
 * Room for n × dim zeroed components that worker threads can share. Pages cost memory only once they are written,
 * so a reader may ask for an upper bound of rows and hand on the part that it filled.
 * @throws LabError `too-large` where the machine cannot give that much
 */
export function allocateVectors(where: string, type: ScalarType, n: number, dim: number): Vectors {
  const bytes = n * dim * bytesOf[type];
  try {
    return vectorsOver(new SharedArrayBuffer(bytes), 0, type, n, dim);
  } catch (cause) {
    throw new LabError({
      code: 'too-large',
      where,
      what: `${n} × ${dim} ${type} need ${bytes} bytes, more than this process can allocate`,
      remedy: 'take fewer rows',
      cause,
    });
  }
}
