import { describe, expect, it } from 'vitest';
import { readCatalogue } from 'vexlab/dist/datasets/catalogue';
import { openDataset } from 'vexlab/dist/datasets/open-dataset';
import { locate } from 'vexlab/dist/datasets/search-path';

const why = (name: string): string => {
  const entry = readCatalogue().find((known) => known.name === name);
  return entry && locate(entry) !== undefined ? '' : ` (skipped: ${name} not found, set VEXLAB_DATASETS)`;
};

describe('datasets of the search path', () => {
  const bigann = why('sift-bigann10k');
  it.skipIf(bigann)(`sift-bigann10k has its truth, measured again${bigann}`, async () => {
    const { base, queries, truth } = await openDataset('sift-bigann10k');
    expect(base).toMatchObject({ n: 10_000, dim: 128, type: 'uint8' });
    expect(truth).toMatchObject({ nq: 100, k: 100 });
    const distances = truth?.distances ?? new Float64Array();
    for (let q = 0; q < queries.n; q++) {
      const row = [...distances.subarray(q * 100, q * 100 + 100)];
      expect(row).toEqual([...row].sort((a, b) => a - b));
    }
    // Integers in, so that squares are exact.
    expect(distances.every((far) => Math.abs(far * far - Math.round(far * far)) < 1e-6)).toBe(true);
  });

  const glove = why('glove-6b-50d');
  it.skipIf(glove)(`glove-6b-50d holds out its queries and keeps its words${glove}`, async () => {
    const { base, queries, attributes, provenance } = await openDataset('glove-6b-50d');
    expect([base.n, queries.n, base.dim]).toEqual([9000, 163, 50]);
    expect(attributes.get('word')?.get(0)).toBe('the');
    expect(Math.abs((base.data[0] as number) - 0.418)).toBeLessThan(1e-7);
    expect(provenance.source).toContain('163 rows held out as queries (seed 1)');
  });

  const openai = why('openai-ada002-1536');
  it.skipIf(openai)(`openai-ada002-1536 is of unit length${openai}`, async () => {
    const { base, queries, attributes } = await openDataset('openai-ada002-1536');
    expect([base.n, queries.n, base.dim]).toEqual([1400, 151, 1536]);
    for (let row = 0; row < base.n; row++) {
      const norm = Math.hypot(...base.data.subarray(row * 1536, (row + 1) * 1536));
      expect(Math.abs(norm - 1)).toBeLessThan(1e-3);
    }
    expect([...attributes.keys()]).toEqual(['text', 'source']);
  });
});
