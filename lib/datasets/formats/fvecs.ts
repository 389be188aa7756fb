import { badFile } from '../bad-file';
import type { Vectors } from '../dataset';
import type { Format } from './format';
import { readVecs } from './vecs';

const kind = 'an fvecs file';

/** TEXMEX float32 vectors; their sets are measured by l2. */
export const fvecs: Format = {
  name: 'fvecs',
  title: kind,
  extensions: ['.fvecs'],
  metric: 'l2',
  async read([file = ''], options) {
    const vectors = await readVecs(file, 'float32', kind, options);
    checkFloats(file, vectors);
    return { vectors, attributes: new Map() };
  },
};

/** Small integers read as float32 are subnormal, which no real component is: the file holds ivecs. */
function checkFloats(file: string, { data }: Vectors): void {
  const smallestNormal = 2 ** -126;
  const value = data.find((component) => component !== 0);
  if (value === undefined || Math.abs(value) >= smallestNormal) return;
  if (data.every((component) => Math.abs(component) < smallestNormal)) {
    throw badFile(file, `its components (${value}) are integers, not float32`, 'name it .ivecs');
  }
}
