import type { Format } from './format';
import { readVecs } from './vecs';

const kind = 'a bvecs file';

/** TEXMEX uint8 vectors; their sets are measured by l2. */
export const bvecs: Format = {
  name: 'bvecs',
  title: kind,
  extensions: ['.bvecs'],
  metric: 'l2',
  async read([file = ''], options) {
    return { vectors: await readVecs(file, 'uint8', kind, options), attributes: new Map() };
  },
};
