import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CatalogueEntry } from 'vexlab/dist/datasets/catalogue-entry';
import { downloadEntry, getDataset } from 'vexlab/dist/datasets/get-dataset';
import { openEntry } from 'vexlab/dist/datasets/open-entry';
import { FileServer } from './file-server';
import { labErrorOf } from './lab-error-of';
import { tempFolder } from './temp-folder';
import { vecsBytes } from './vecs-bytes';

const temp = tempFolder();
const files = {
  base: vecsBytes([[1, 2], [3, 4], [5, 6]], 'uint8'),
  queries: vecsBytes([[1, 1]], 'uint8'),
  truth: vecsBytes([[0, 1]], 'int32'),
}; // prettier-ignore
let server: FileServer;
let asked: string[] = [];
const options = { wait: 1, attempts: 1 };

const entry = (sha256: string | null): CatalogueEntry => ({
  name: 'small',
  title: 'Three rows',
  source: 'a server of the test',
  licence: 'none',
  metric: 'l2',
  rows: 3,
  queries: 1,
  dim: 2,
  shipped: false,
  files: [
    { path: 'small/base.bvecs', role: 'base', sha256, url: `${server.url}/base` },
    { path: 'small/query.bvecs', role: 'queries', sha256: null, url: `${server.url}/queries` },
    { path: 'small/groundtruth.ivecs', role: 'truth', sha256: null, url: `${server.url}/truth` },
  ],
});
const serve = (changed: Partial<typeof files> = {}) => {
  asked = [];
  server.serve((request, response) => {
    const name = basename(request.url ?? '') as keyof typeof files;
    asked.push(name);
    response.writeHead(200).end({ ...files, ...changed }[name]);
  });
};
const folder = (name: string) => {
  const path = join(temp, name);
  mkdirSync(path);
  return path;
};

beforeAll(async () => {
  server = await FileServer.start();
});

describe('getting a dataset', () => {
  it('downloads its files, records the sha256 that nobody knew, and what came opens', async () => {
    const downloads = folder('first');
    serve();
    await downloadEntry(entry(null), downloads, options);
    expect(asked).toEqual(['base', 'queries', 'truth']);
    const lock = JSON.parse(readFileSync(join(downloads, 'sha256.lock.json'), 'utf8')) as { [path: string]: string };
    expect(lock['small/base.bvecs']).toBe(createHash('sha256').update(files.base).digest('hex'));
    const dataset = await openEntry(entry(null), { env: { VEXLAB_DOWNLOADS: downloads } });
    expect([...dataset.base.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...(dataset.truth?.distances ?? [])]).toEqual([1, Math.sqrt(13)]);
  });

  it('leaves alone what is there, and fetches what is missing', async () => {
    const downloads = folder('again');
    serve();
    await downloadEntry(entry(null), downloads, options);
    writeFileSync(join(downloads, 'small/query.bvecs'), 'damaged');
    serve();
    await downloadEntry(entry(null), downloads, options);
    expect(asked).toEqual(['queries']);
    expect(readFileSync(join(downloads, 'small/query.bvecs')).equals(files.queries)).toBe(true);
  });

  it('holds a later download against what the first one recorded', async () => {
    const downloads = folder('later');
    serve();
    await downloadEntry(entry(null), downloads, options);
    writeFileSync(join(downloads, 'small/base.bvecs'), 'damaged');
    serve({ base: vecsBytes([[9, 9]], 'uint8') });
    const error = await labErrorOf(downloadEntry(entry(null), downloads, options));
    expect(error.code).toBe('checksum-mismatch');
  });

  it('holds files against the record when they are opened', async () => {
    const downloads = folder('opened');
    serve();
    await downloadEntry(entry(null), downloads, options);
    writeFileSync(join(downloads, 'small/base.bvecs'), vecsBytes([[1, 2], [3, 4], [5, 7]], 'uint8')); // prettier-ignore
    const error = await labErrorOf(openEntry(entry(null), { env: { VEXLAB_DOWNLOADS: downloads } }));
    expect(error.what).toMatch(/^its sha256 is [0-9a-f]{64}, expected is [0-9a-f]{64}$/);
  });

  it('refuses a file that is not the one of the catalogue', async () => {
    const downloads = folder('refused');
    serve();
    const error = await labErrorOf(downloadEntry(entry('0'.repeat(64)), downloads, options));
    expect(error.code).toBe('checksum-mismatch');
    expect(existsSync(join(downloads, 'small/base.bvecs'))).toBe(false);
    expect(readdirSync(join(downloads, 'small'))).toEqual([]);
  });

  it('says that a set has the wrong shape where only its checksum is unknown', async () => {
    const downloads = folder('shape');
    serve({ base: vecsBytes([[1, 2], [3, 4]], 'uint8') }); // prettier-ignore
    await downloadEntry(entry(null), downloads, options);
    const error = await labErrorOf(openEntry(entry(null), { env: { VEXLAB_DOWNLOADS: downloads } }));
    expect(error.what).toBe(
      'small has 2 rows of 2 dimensions and 1 queries, the catalogue says 3 rows of 2 dimensions and 1 queries',
    );
  });

  it('gives the path of what is here without a download', async () => {
    const path = await getDataset('sift-photos');
    expect(path).toMatch(/datasets[\\/]sift-photos[\\/]base\.arrow$/);
    expect(existsSync(path)).toBe(true);
  });

  it('says where to put a set that has no address', async () => {
    const known = entry(null);
    const files = known.files.map(({ path, role, sha256 }) => ({ path, role, sha256 }));
    const error = await labErrorOf(downloadEntry({ ...known, files }, folder('none'), options));
    expect(error.code).toBe('no-download');
    expect(error.remedy).toBe(
      'put small/base.bvecs, small/query.bvecs, small/groundtruth.ivecs in a folder and name that folder in VEXLAB_DATASETS',
    );
  });

  it('refuses a name that the catalogue does not have', async () => {
    const error = await labErrorOf(getDataset('sift-one-million'));
    expect(error.code).toBe('unknown-dataset');
    expect(error.message).toContain('unknown dataset: sift-one-million; known are sift-photos, wordnet-minilm');
  });
});
