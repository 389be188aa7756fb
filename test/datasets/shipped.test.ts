import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from 'vexlab/dist/base/paths';
import { readCatalogue } from 'vexlab/dist/datasets/catalogue';
import { fileSha256 } from 'vexlab/dist/datasets/file-sha256';
import { openDataset } from 'vexlab/dist/datasets/open-dataset';
import { locate } from 'vexlab/dist/datasets/search-path';
import { tempFolder } from './temp-folder';

const temp = tempFolder();
const shipped = readCatalogue().filter((entry) => entry.shipped);
const files = shipped.flatMap((entry) => entry.files);
const missing = readCatalogue()
  .filter(({ name }) => name === 'sift-photos-200k' || name === 'wordnet-minilm-100k')
  .filter((entry) => locate(entry) === undefined)
  .map(({ name }) => name);
const skipped = missing.length > 0 ? ` (skipped: ${missing.join(' and ')} not found)` : '';

describe('the shipped datasets', () => {
  it('are the files of the catalogue, 12 MB in all', async () => {
    for (const { path, sha256 } of files) {
      expect(await fileSha256(join(projectRoot, 'datasets', path))).toBe(sha256);
    }
    const bytes = files.reduce((sum, { path }) => sum + statSync(join(projectRoot, 'datasets', path)).size, 0);
    expect(bytes).toBeLessThan(12_500_000);
  });

  it('hold no vector twice, and no query that is a base row', async () => {
    for (const { name } of shipped) {
      const { base, queries } = await openDataset(name);
      const keys = [base, queries].flatMap(({ n, dim, data }) =>
        Array.from({ length: n }, (_, row) =>
          Buffer.from(data.slice(row * dim, (row + 1) * dim).buffer).toString('latin1'),
        ),
      );
      expect(new Set(keys).size).toBe(base.n + queries.n);
    }
  });

  it.skipIf(skipped)(`are made again byte for byte from their sources${skipped}`, async () => {
    execFileSync(process.execPath, [join(projectRoot, 'datasets', 'make-shipped.mjs'), temp], { stdio: 'pipe' });
    for (const { path, sha256 } of files) expect(await fileSha256(join(temp, path))).toBe(sha256);
  });

  it.skipIf(skipped)(`have the rows of their sources under their ids${skipped}`, async () => {
    for (const [name, from] of [
      ['sift-photos', 'sift-photos-200k'],
      ['wordnet-minilm', 'wordnet-minilm-100k'],
    ] as const) {
      const [part, whole] = [await openDataset(name), await openDataset(from)];
      const { dim } = part.base;
      for (let row = 0; row < part.base.n; row += 997) {
        const source = part.ids[row] as number;
        const [own, theirs] = [part.base.data, whole.base.data].map((data, i) => {
          const at = (i === 0 ? row : source) * dim;
          return [...data.subarray(at, at + dim)];
        });
        expect(own).toEqual(theirs);
        for (const [key, attribute] of part.attributes) {
          expect(attribute.get(row)).toBe(whole.attributes.get(key)?.get(source));
        }
      }
    }
  });
});
