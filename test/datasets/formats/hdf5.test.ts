import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hdf5, readInWorker } from 'vexlab/dist/datasets/formats/hdf5';
import { openDataset } from 'vexlab/dist/datasets/open-dataset';
import { fixture, fixtureRows } from '../fixtures';
import { labErrorOf } from '../lab-error-of';
import { tempFolder } from '../temp-folder';

const temp = tempFolder();

describe('ann-benchmarks HDF5', () => {
  for (const name of ['euclidean.hdf5', 'gzip.hdf5']) {
    it(`reads what h5py wrote: ${name}`, async () => {
      const { vectors, queries, metric, truth } = await hdf5.read([fixture(name)], {});
      expect(metric).toBe('l2');
      expect(vectors).toMatchObject({ n: 12, dim: 4, type: 'float32' });
      expect(vectors.data).toEqual(fixtureRows);
      expect(vectors.data.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(queries).toMatchObject({ n: 3, dim: 4 });
      expect(truth).toMatchObject({ nq: 3, k: 5 });
    });
  }

  it('opens with its truth: distances in double, rows as NumPy found them', async () => {
    const { truth, metric } = await openDataset(fixture('euclidean.hdf5'));
    expect(metric).toBe('l2');
    // Query 0 is row 2 plus 1/8 in each component: at distance 2/8 from row 2, 14/8 from row 3, 18/8 from row 1.
    expect([...(truth?.rows.subarray(0, 5) ?? [])]).toEqual([2, 3, 1, 4, 0]);
    expect([...(truth?.distances.subarray(0, 3) ?? [])]).toEqual([0.25, 1.75, 2.25]);
  });

  it('takes angular for cosine, with its distances', async () => {
    const { truth, metric, base, queries } = await openDataset(fixture('angular.hdf5'));
    expect(metric).toBe('cosine');
    const a = [...queries.data.subarray(0, 4)];
    const nearest = truth?.rows[0] as number;
    const b = [...base.data.subarray(nearest * 4, nearest * 4 + 4)];
    const dot = (x: number[], y: number[]) => x.reduce((sum, value, i) => sum + value * (y[i] as number), 0);
    expect(truth?.distances[0]).toBeCloseTo(1 - dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)), 12);
  });

  it('finds a file whose distances are not of the metric that it says', async () => {
    const error = await labErrorOf(openDataset(fixture('mislabelled.hdf5')));
    expect(error.what).toMatch(/^neighbour 0 of query 0 is said to be at 0\.25, its cosine distance is 0\.000/);
  });

  it('gives up on a file that sends its reader into an endless loop', async () => {
    const bytes = readFileSync(fixture('angular.hdf5'));
    // Found by flipping bytes at random: the library follows this one without end.
    bytes[2120] = 27;
    const file = join(temp, 'loop.hdf5');
    writeFileSync(file, bytes);
    const error = await labErrorOf(readInWorker(file, {}, 5000));
    expect(error.what).toBe('it is damaged or not an ann-benchmarks HDF5 file (reading it came to nothing in 5000 ms)');
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const reading = hdf5.read([fixture('angular.hdf5')], { signal: stop.signal });
    stop.abort();
    await expect(reading).rejects.toThrow(/abort/i);
  });

  it('refuses a distance that the lab does not measure', async () => {
    const error = await labErrorOf(hdf5.read([fixture('hamming.hdf5')], {}));
    expect(error.message).toContain('hamming.hdf5: its attribute distance is hamming; give euclidean or angular');
  });
});
