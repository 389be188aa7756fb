import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from 'vexlab/dist/datasets/random';
import { writeArrow } from 'vexlab/dist/datasets/write-arrow';
import { tempFolder } from './temp-folder';

const temp = tempFolder();
const dim = 128;
// Larger for HDF5: its library and the worker that it runs in take some 40 MB whatever the file.
const largeOf = (extension: string) => (extension === '.hdf5' ? 600_000 : 200_000);
const small = 100;
const random = seededRandom(1);
const data = new Float32Array(new SharedArrayBuffer(largeOf('.hdf5') * dim * 4)).map(() => random.next());
const rowsOf = (n: number) => data.subarray(0, n * dim);
const fileOf = (size: string, extension: string) => join(temp, `${size}${extension}`);

type Writer = (file: string, n: number) => void | Promise<void>;
const writers: { readonly [extension: string]: Writer } = {
  '.fvecs': (file, n) => {
    const words = new Float32Array(n * (dim + 1));
    const dims = new Int32Array(words.buffer);
    for (let row = 0; row < n; row++) {
      dims[row * (dim + 1)] = dim;
      words.set(data.subarray(row * dim, (row + 1) * dim), row * (dim + 1) + 1);
    }
    writeFileSync(file, new Uint8Array(words.buffer));
  },
  '.npy': (file, n) => {
    const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${n}, ${dim}), }`.padEnd(117) + '\n';
    const start = Buffer.concat([
      Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
      Buffer.from([118, 0]),
      Buffer.from(header),
    ]);
    writeFileSync(file, Buffer.concat([start, new Uint8Array(rowsOf(n).slice().buffer)]));
  },
  '.arrow': (file, n) =>
    writeArrow(file, {
      vectors: { n, dim, type: 'float32', data: rowsOf(n) },
      ids: Uint32Array.from({ length: n }, (_, i) => i),
      metric: 'l2',
    }),
  '.hdf5': async (file, n) => {
    const { default: h5 } = await import('h5wasm/node');
    await h5.ready;
    const out = new h5.File(file, 'w');
    out.create_attribute('distance', 'euclidean');
    out.create_dataset({ name: 'train', data: rowsOf(n).slice(), shape: [n, dim] });
    out.close();
  },
};

describe('memory', () => {
  const reason = existsSync('/proc/self/status') ? '' : ' (skipped: this system has no /proc to measure with)';
  for (const extension of Object.keys(writers)) {
    it.skipIf(reason)(`reading ${extension} takes less than 1.3 times its raw size${reason}`, async () => {
      const write = writers[extension] as Writer;
      const n = largeOf(extension);
      await write(fileOf('small', extension), small);
      await write(fileOf('large', extension), n);
      const format = extension.slice(1);
      const module = resolve(__dirname, `../../lib/dist/datasets/formats/${format}.js`);
      const probe = [join(__dirname, 'memory-probe.mjs'), module, format, fileOf('large', extension)];
      const out = execFileSync(process.execPath, ['--expose-gc', ...probe], { encoding: 'utf8' });
      const found = JSON.parse(out) as { rise: number; n: number; last: number };
      expect(found).toMatchObject({ n, last: data[n * dim - 1] });
      const share = found.rise / (n * dim * 4);
      // At least the vectors themselves: else the probe measured nothing.
      expect(share).toBeGreaterThan(0.95);
      expect(share).toBeLessThan(1.3);
      console.error(`${extension}: ${share.toFixed(3)} times its raw size`);
    });
  }
});
