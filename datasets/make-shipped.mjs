// Makes the two shipped datasets from their large sources, byte for byte the same each time:
//   node datasets/make-shipped.mjs [folder]        (default: this folder)
// Rows are a seeded random sample in random order, so that the first n of them are a random sample too. The id of a
// row is its row number in the source.
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDataset } from '../lib/dist/datasets/open-dataset.js';
import { fileSha256 } from '../lib/dist/datasets/file-sha256.js';
import { sample, seededRandom } from '../lib/dist/datasets/random.js';
import { takeAttribute } from '../lib/dist/datasets/attribute.js';
import { takeRows } from '../lib/dist/datasets/vectors.js';
import { writeArrow } from '../lib/dist/datasets/write-arrow.js';

const target = resolve(process.argv[2] ?? dirname(fileURLToPath(import.meta.url)));

for (const { name, from, rows, queries, seed } of [
  { name: 'sift-photos', from: 'sift-photos-200k', rows: 20_000, queries: 1_000, seed: 20_000 },
  { name: 'wordnet-minilm', from: 'wordnet-minilm-100k', rows: 10_000, queries: 1_000, seed: 10_000 },
]) {
  const source = await openDataset(from);
  const folder = join(target, name);
  await mkdir(folder, { recursive: true });
  const random = seededRandom(seed);
  const seen = new Set();
  await write('base.arrow', source.base, rows, source.attributes.values());
  await write('queries.arrow', source.queries, queries, []);

  /** A row whose bytes were taken before, as base row or query, is passed over. */
  async function write(file, vectors, count, attributes) {
    const chosen = [];
    for (const row of sample(random, vectors.n, vectors.n)) {
      const key = Buffer.from(vectors.data.slice(row * vectors.dim, (row + 1) * vectors.dim).buffer).toString('latin1');
      if (seen.has(key)) continue;
      seen.add(key);
      chosen.push(row);
      if (chosen.length === count) break;
    }
    const path = join(folder, file);
    await writeArrow(path, {
      vectors: takeRows(vectors, chosen),
      ids: Uint32Array.from(chosen),
      metric: source.metric,
      attributes: [...attributes].map((attribute) => takeAttribute(attribute, chosen)),
    });
    console.log(`${await fileSha256(path)}  ${name}/${file}  ${chosen.length} of ${vectors.n} rows`);
  }
}
