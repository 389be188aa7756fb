import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listDatasets } from 'vexlab/dist/datasets/list-datasets';
import { openDataset } from 'vexlab/dist/datasets/open-dataset';
import { fixture } from './fixtures';
import { labErrorOf } from './lab-error-of';
import { tempFolder } from './temp-folder';
import { vecsBytes } from './vecs-bytes';

const temp = tempFolder();
const folder = (name: string, files: { [file: string]: string | Buffer }) => {
  const path = join(temp, name);
  mkdirSync(path);
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content);
  return path;
};
const rows = [
  [1, 2],
  [3, 4],
  [5, 6],
];

describe('opening a dataset', () => {
  it('by name gives the shipped sets, checked and complete', async () => {
    const sift = await openDataset('sift-photos');
    expect(sift).toMatchObject({ name: 'sift-photos', metric: 'l2', synthetic: false });
    expect(sift.base).toMatchObject({ n: 20_000, dim: 128, type: 'uint8' });
    expect(sift.queries).toMatchObject({ n: 1000, dim: 128, type: 'uint8' });
    expect(new Set(sift.ids).size).toBe(20_000);
    expect(sift.digest).toBe('28dd82b332197ea0bd13b632e422b6530ff7f7d1c99c59219d7412261ca05c0a');
    const words = await openDataset('wordnet-minilm');
    expect(words).toMatchObject({
      metric: 'cosine',
      base: { n: 10_000, dim: 384, type: 'float16' },
      queries: { n: 1000 },
    });
    expect([...words.attributes.keys()]).toEqual(['word', 'pos', 'topic', 'gloss']);
    const pos = new Set(Array.from({ length: 10_000 }, (_, row) => words.attributes.get('pos')?.get(row)));
    expect([...pos].sort()).toEqual(['adj', 'adv', 'noun', 'verb']);
  });

  it('at a scale takes its first rows', async () => {
    const whole = await openDataset('sift-photos');
    const small = await openDataset('sift-photos', { scale: 'small' });
    expect(small.base.n).toBe(10_000);
    expect(Buffer.compare(Buffer.from(small.base.data), Buffer.from(whole.base.data.subarray(0, 1_280_000)))).toBe(0);
    expect((await labErrorOf(openDataset('sift-photos', { scale: 'medium' }))).code).toBe('scale-too-large');
  });

  it('that nobody knows, or that is not here, says so', async () => {
    const unknown = await labErrorOf(openDataset('sift-foto'));
    expect(unknown.code).toBe('unknown-dataset');
    expect(unknown.message).toContain('unknown dataset: sift-foto; known are sift-photos,');
    const env = { VEXLAB_DOWNLOADS: temp };
    const missing = await labErrorOf(openDataset('glove-200-angular', { env }));
    expect(missing.code).toBe('dataset-missing');
    expect(missing.message).toBe(
      'glove-200-angular: its files are not on this machine; npx vexlab datasets get glove-200-angular',
    );
  });

  it('of the search path is held against the catalogue', async () => {
    const own = folder('search', {});
    mkdirSync(join(own, 'glove-6b-50d'));
    writeFileSync(join(own, 'glove-6b-50d', 'glove.6B.50d.head.txt'), 'the 1 2\nof 3 4\n');
    const error = await labErrorOf(openDataset('glove-6b-50d', { env: { VEXLAB_DATASETS: `${temp}/none:${own}` } }));
    expect(error.message).toContain(`${own}/glove-6b-50d/glove.6B.50d.head.txt: its sha256 is`);
  });

  it('from a folder finds base, queries, truth and what dataset.json says', async () => {
    const path = folder('texmex', {
      'sift_base.fvecs': vecsBytes(rows, 'float32'),
      'sift_query.fvecs': vecsBytes([[1, 1]], 'float32'),
      'sift_groundtruth.ivecs': vecsBytes([[1, 0]], 'int32'),
    });
    const plain = await openDataset(path);
    expect(plain).toMatchObject({ name: 'texmex', metric: 'l2', base: { n: 3 }, queries: { n: 1 } });
    expect([...(plain.truth?.rows ?? [])]).toEqual([0, 1]);
    writeFileSync(join(path, 'dataset.json'), JSON.stringify({ metric: 'ip', source: 'here', licence: 'mine' }));
    const told = await openDataset(path);
    expect(told.metric).toBe('ip');
    expect(told.provenance).toEqual({ source: 'here', licence: 'mine', path });
    // The truth of a row is its distance, whatever the metric; the nearest by inner product comes first.
    expect([...(told.truth?.distances ?? [])]).toEqual([-7, -3]);
  });

  it('from a file alone takes queries beside it or held out', async () => {
    const path = folder('alone', {
      'rows.fvecs': vecsBytes(rows, 'float32'),
      'with.fvecs': vecsBytes(rows, 'float32'),
      'with.queries.fvecs': vecsBytes([[7, 7]], 'float32'),
    });
    const none = await labErrorOf(openDataset(join(path, 'rows.fvecs')));
    expect(none.code).toBe('no-queries');
    const held = await openDataset(join(path, 'rows.fvecs'), { heldOut: { queries: 1, seed: 1 } });
    expect([held.base.n, held.queries.n]).toEqual([2, 1]);
    expect(held.provenance.source).toBe('own file; 1 rows held out as queries (seed 1)');
    expect([...(await openDataset(join(path, 'with.fvecs'))).queries.data]).toEqual([7, 7]);
  });

  it('whose metric nobody knows is refused, unless it is told', async () => {
    const path = folder('metric', {});
    copyFileSync(fixture('float32.npy'), join(path, 'base.npy'));
    copyFileSync(fixture('float64.npy'), join(path, 'queries.npy'));
    expect((await labErrorOf(openDataset(path))).code).toBe('no-metric');
    expect(await openDataset(path, { metric: 'cosine' })).toMatchObject({ metric: 'cosine', queries: { n: 12 } });
  });

  it('is refused with contradictions between its files', async () => {
    const path = folder('contradictions', {
      'base.fvecs': vecsBytes(rows, 'float32'),
      'queries.fvecs': vecsBytes([[1, 1, 1]], 'float32'),
    });
    expect((await labErrorOf(openDataset(path))).message).toContain('its queries have 3 dimensions, the base has 2');
    writeFileSync(join(path, 'queries.fvecs'), vecsBytes([[0, 0]], 'float32'));
    expect((await labErrorOf(openDataset(path, { metric: 'cosine' }))).message).toContain('row 0 is the zero vector');
    writeFileSync(join(path, 'dataset.json'), '{"metrics":"l2"}');
    expect((await labErrorOf(openDataset(path))).message).toMatch(/dataset\.json: .*it takes metric, source/);
    expect((await labErrorOf(openDataset(folder('empty', {})))).message).toContain(
      'it has no base file among its 0 files',
    );
    const said = { metric: 'l2' } as const;
    expect((await labErrorOf(openDataset(fixture('angular.hdf5'), said))).message).toContain(
      'says that its metric is cosine',
    );
  });

  it('lists what is known and where it is', async () => {
    const listed = await listDatasets({ env: { VEXLAB_DOWNLOADS: temp } });
    expect(listed[0]).toMatchObject({
      name: 'sift-photos',
      state: 'shipped',
      rows: 20_000,
      dim: 128,
      checksum: 'known',
    });
    expect(listed.find(({ name }) => name === 'dbpedia-openai-1m')).toMatchObject({
      state: 'missing',
      checksum: 'unknown',
      remedy: 'npx vexlab datasets get dbpedia-openai-1m',
    });
    const downloaded = join(temp, 'sift-128-euclidean.hdf5');
    writeFileSync(downloaded, '');
    const again = await listDatasets({ env: { VEXLAB_DOWNLOADS: temp } });
    expect(again.find(({ name }) => name === 'sift-128-euclidean')).toMatchObject({
      state: 'downloaded',
      path: downloaded,
    });
  });
});
