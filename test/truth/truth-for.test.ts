import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProgressEvent } from 'vexlab/dist/base/progress';
import type { Dataset, Neighbours } from 'vexlab/dist/datasets/dataset';
import { exactNeighbours } from 'vexlab/dist/truth/exact-neighbours';
import { truthFor } from 'vexlab/dist/truth/truth-for';
import { openIfPresent } from './open-if-present';
import { randomVectors, smallDataset, temporaryFolder } from './small-dataset';

const dataset = smallDataset('l2', randomVectors(300, 8, 1), randomVectors(10, 8, 2));

/** Asks for the truth and tells what happened: whether it was computed, and what was noted. */
async function ask(cache: string | false, k: number, of: Dataset = dataset) {
  const events: ProgressEvent[] = [];
  const truth = await truthFor(of, k, { cache, progress: (event) => events.push(event) });
  const notes = events.flatMap(({ note }) => note ?? []);
  return { truth, notes, computed: events.some(({ done, note }) => done === of.queries.n && !note) };
}

describe('truthFor with a cache', () => {
  it('computes once, then reads, also fewer neighbours', async () => {
    const cache = temporaryFolder();
    const first = await ask(cache, 5);
    expect(first).toMatchObject({ computed: true, notes: [] });
    expect(first.truth).toEqual(await exactNeighbours(dataset, 5));
    expect(readdirSync(join(cache, 'truth'))).toEqual([`${dataset.digest}-k5-v1.truth`]);
    const second = await ask(cache, 5);
    expect(second).toMatchObject({ computed: false, notes: [] });
    expect(second.truth).toEqual(first.truth);
    const fewer = await ask(cache, 2);
    expect(fewer.computed).toBe(false);
    expect(fewer.truth).toEqual(await exactNeighbours(dataset, 2));
    expect((await ask(cache, 6)).computed).toBe(true);
  });

  it('keeps datasets apart by their content', async () => {
    const cache = temporaryFolder();
    await ask(cache, 3);
    const other = smallDataset('cosine', dataset.base, dataset.queries);
    const found = await ask(cache, 3, other);
    expect(found.computed).toBe(true);
    expect(found.truth).toEqual(await exactNeighbours(other, 3));
  });

  it.each([
    ['cut short', (path: string) => truncateSync(path, 100)],
    ['empty', (path: string) => truncateSync(path, 0)],
    [
      'with one bit changed',
      (path: string) =>
        writeFileSync(
          path,
          readFileSync(path).map((byte, i) => byte ^ (i === 200 ? 1 : 0)),
        ),
    ],
    ['something else', (path: string) => writeFileSync(path, 'not a truth file\n')],
  ])('computes again, with a note, when the file is %s', async (_, damage) => {
    const cache = temporaryFolder();
    const { truth } = await ask(cache, 4);
    const path = join(cache, 'truth', readdirSync(join(cache, 'truth'))[0]!);
    damage(path);
    const again = await ask(cache, 4);
    expect(again.computed).toBe(true);
    expect(again.notes).toEqual([`${path} is damaged: its checksum does not fit its content; it is not used`]);
    expect(again.truth).toEqual(truth);
    expect(await ask(cache, 4)).toMatchObject({ computed: false, notes: [] });
  });

  it('does not trust a whole file under a wrong name', async () => {
    const cache = temporaryFolder();
    await ask(cache, 4);
    const folder = join(cache, 'truth');
    const file = readFileSync(join(folder, `${dataset.digest}-k4-v1.truth`));
    const other = smallDataset('ip', dataset.base, dataset.queries);
    writeFileSync(join(folder, `${other.digest}-k4-v1.truth`), file);
    const found = await ask(cache, 4, other);
    expect(found.notes[0]).toContain(`it is of another dataset, ${dataset.digest}`);
    expect(found.truth).toEqual(await exactNeighbours(other, 4));
    writeFileSync(join(folder, `${dataset.digest}-k7-v1.truth`), file);
    const longer = await ask(cache, 6);
    expect(longer.notes[0]).toContain('it has 10 queries × k 4');
    expect(longer.truth).toEqual(await exactNeighbours(dataset, 6));
  });

  it('works without a cache that can be written', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const found = await ask(file, 3);
    expect(found.computed).toBe(true);
    expect(found.notes.at(-1)).toContain('could not be kept for next time');
    expect(found.truth).toEqual(await exactNeighbours(dataset, 3));
  });

  it('neither reads nor writes when there is to be none', async () => {
    expect(await ask(false, 3)).toMatchObject({ computed: true, notes: [] });
  });

  it('refuses what the exact search refuses', async () => {
    await expect(truthFor(dataset, 301, { cache: false })).rejects.toMatchObject({ code: 'k-too-large' });
  });
});

describe('truthFor with a truth that came with the dataset', () => {
  const line = (truth: Partial<Neighbours> = {}) =>
    smallDataset('l2', [[1], [-2], [2], [5]], [[0], [4]], {
      nq: 2,
      k: 3,
      // Ties in the wrong order, and distances in single precision.
      rows: Uint32Array.from([0, 2, 1, 3, 2, 0]),
      distances: Float64Array.from([1, 2.0000002, 2, 1, 2, 3]),
      ...truth,
    });

  it('takes it, with ranks and distances computed again', async () => {
    expect(await truthFor(line(), 3, { cache: false })).toEqual({
      nq: 2,
      k: 3,
      rows: Uint32Array.from([0, 1, 2, 3, 2, 0]),
      distances: Float64Array.from([1, 2, 2, 1, 2, 3]),
    });
    expect((await truthFor(line(), 1, { cache: false })).rows).toEqual(Uint32Array.from([0, 3]));
  });

  it('takes one that gives no distances', async () => {
    const found = await truthFor(line({ distances: new Float64Array(6).fill(NaN) }), 2, { cache: false });
    expect(found.distances).toEqual(Float64Array.from([1, 2, 1, 2]));
  });

  it('computes where more neighbours are asked for than it has', async () => {
    expect((await truthFor(line(), 4, { cache: false })).rows).toEqual(Uint32Array.from([0, 1, 2, 3, 3, 2, 0, 1]));
  });

  it.each([
    [
      'a wrong distance',
      { distances: Float64Array.from([1, 2, 2, 1, 2, 3.1]) },
      'at query 1, rank 2, gives row 0 the distance 3.1, but it is 3',
    ],
    ['a row that is not there', { rows: Uint32Array.from([0, 2, 1, 3, 4, 0]) }, 'at query 1, rank 1, names row 4 of 4'],
    ['a row twice', { rows: Uint32Array.from([0, 2, 2, 3, 2, 0]) }, 'at query 0, rank 2, names row 2 a second time'],
    [
      'a nearer row missed',
      { rows: Uint32Array.from([0, 2, 3, 3, 2, 0]), distances: Float64Array.from([1, 2, 5, 1, 2, 3]) },
      'at query 0, rank 2, is at distance 5, but row 2 is at 2',
    ],
    [
      'other queries',
      { nq: 1, rows: Uint32Array.from([0, 2, 1]), distances: Float64Array.from([1, 2, 2]) },
      'is of 1 queries, the dataset has 2',
    ],
  ])('refuses %s', async (_, wrong, message) => {
    const failure = truthFor(line(wrong), 3, { cache: false });
    await expect(failure).rejects.toMatchObject({ code: 'truth-mismatch' });
    await expect(failure).rejects.toThrow(`truth that came with small: ${message}`);
  });

  it('stops when asked', async () => {
    const failure = truthFor(line(), 3, { cache: false, signal: AbortSignal.abort() });
    await expect(failure).rejects.toMatchObject({ code: 'stopped' });
  });

  it('takes the truth of BIGANN', async (context) => {
    const bigann = await openIfPresent(context, 'sift-bigann10k');
    const found = await truthFor(bigann, 10, { cache: false });
    expect(found).toEqual(await exactNeighbours(bigann, 10));
  });
});
