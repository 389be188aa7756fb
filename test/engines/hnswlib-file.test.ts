import { statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HierarchicalNSW } from 'hnswlib-node';
import { expect, it } from 'vitest';
import { readIndexFile } from 'vexlab/dist/engines/hnswlib/file';
import { scratch } from './processes';
import { random } from './sample-vectors';

it('reads the parameters, and sees every way in which a file is not whole', () => {
  const file = join(scratch(), 'index');
  const uniform = random(1);
  const index = new HierarchicalNSW('l2', 4);
  index.initIndex({ maxElements: 500, m: 6, efConstruction: 30 });
  index.writeIndexSync(file);
  expect(readIndexFile(file)).toEqual({ M: 6, efConstruction: 30, complete: true });
  for (let i = 0; i < 300; i++) index.addPoint(Array.from({ length: 4 }, uniform), i);
  index.writeIndexSync(file);
  expect(readIndexFile(file)).toEqual({ M: 6, efConstruction: 30, complete: true });

  const { size } = statSync(file);
  for (const length of [size - 1, size - 300 * 4, Math.floor(size / 2), 97, 95, 0]) {
    truncateSync(file, length);
    expect(readIndexFile(file).complete).toBe(false);
  }
  index.writeIndexSync(file);
  writeFileSync(file, 'more', { flag: 'a' });
  expect(readIndexFile(file).complete).toBe(false);
});
