import { describe, expect, it } from 'vitest';
import { cellId } from 'vexlab/dist/results/cell';
import { plan, planId } from 'vexlab/dist/workload/sweep/plan';
import { scriptedEngine } from '../scripted-engine';
import { smallSweep } from '../small-sweep';

const a = scriptedEngine('a').engine;
const b = scriptedEngine('b').engine;
const flat = scriptedEngine('flat', { searchParams: 'none' }).engine;
const small = { name: 'small', digest: 'd1', n: 100 };
const large = { name: 'large', digest: 'd2', n: 1000 };

const sweep = smallSweep({ engines: ['a', 'b', 'flat'], ef: [10, 20, 40], k: [1, 5], clients: [1, 4], repetitions: 4 });

describe('plan', () => {
  it('has every combination once in each repetition, and one for an engine without ef', () => {
    const cells = plan(sweep, [small, large], [a, b, flat]);
    expect(cells).toHaveLength(4 * 2 * 2 * 2 * (3 + 3 + 1));
    expect(new Set(cells.map(cellId)).size).toBe(cells.length);
    expect(cells.filter(({ engine }) => engine === 'flat')).toHaveLength(4 * 2 * 2 * 2);
  });

  it('gives common parameters the names of the engine, and fills in its defaults', () => {
    const [cell] = plan(smallSweep({ m: 12, ef: [33] }), [small], [a]);
    expect([cell?.build, cell?.search]).toEqual([{ links: 12 }, { width: 33 }]);
    const [bare] = plan(smallSweep({}), [small], [flat]);
    expect([bare?.build, bare?.search]).toEqual([{}, {}]);
  });

  it('lets an engine’s own options win, and measures once where they fix ef', () => {
    const cells = plan({ ...sweep, engines: ['a'], options: { a: { links: 9, width: 7 } } }, [small], [a]);
    expect(new Set(cells.map(({ search }) => search.width))).toEqual(new Set([7]));
    expect(new Set(cells.map(({ build }) => build.links))).toEqual(new Set([9]));
    expect(cells).toHaveLength(4 * 2 * 2);
  });

  it('measures dataset after dataset, and of each whole repetitions one after another', () => {
    const order = plan(sweep, [small, large], [a, b]).map(({ dataset, repetition }) => [dataset.name, repetition]);
    expect(order).toEqual([...order].sort(([x], [y]) => (x === y ? 0 : x === 'small' ? -1 : 1)));
    for (const name of ['small', 'large']) {
      const repetitions = order.filter(([dataset]) => dataset === name).map(([, repetition]) => Number(repetition));
      expect(repetitions).toEqual([...repetitions].sort((x, y) => x - y));
    }
  });

  it('mixes engines within a repetition, differently in each', () => {
    const cells = plan(sweep, [small], [a, b]);
    const order = (repetition: number): string =>
      cells
        .filter((cell) => cell.repetition === repetition)
        .map((cell) => `${cell.engine}${cell.search.width}`)
        .join();
    const changes = [...order(0).matchAll(/a\d+,b|b\d+,a/g)].length;
    expect(changes).toBeGreaterThan(3);
    expect(new Set([0, 1, 2, 3].map(order)).size).toBe(4);
  });

  it('is decided by the seed alone', () => {
    const ids = (seed: number): string => planId(plan({ ...sweep, seed }, [small, large], [a, b]));
    expect(ids(5)).toBe(ids(5));
    expect(ids(5)).not.toBe(ids(6));
  });

  it('shares builds between neighbouring repetitions', () => {
    const builds = (repetitions: number, count: number): number[] =>
      plan(smallSweep({ repetitions, builds: count }), [small], [a]).map(({ buildIndex }) => buildIndex);
    expect(builds(5, 1)).toEqual([0, 0, 0, 0, 0]);
    expect(builds(5, 2)).toEqual([0, 0, 0, 1, 1]);
    expect(builds(4, 4)).toEqual([0, 1, 2, 3]);
  });

  it('refuses a k beyond the rows, an alien option, a value out of bounds', () => {
    expect(() => plan(smallSweep({ k: [10, 101] }), [small], [a])).toThrow(
      'dataset small: k = 101, but it has 100 rows; ask for a k of at most 100',
    );
    expect(() => plan(smallSweep({ options: { a: { speed: 1 } } }), [small], [a])).toThrow(
      'a: option speed = 1: there is no such option; the options are links, width',
    );
    expect(() => plan(smallSweep({ ef: [2000] }), [small], [a])).toThrow('a: option width = 2000');
  });

  it('plans cells for a dataset that could not be opened, whatever k is', () => {
    const cells = plan(smallSweep({ k: [10] }), [{ name: 'gone', digest: '', n: 0 }], [a]);
    expect(cells.map(({ dataset }) => dataset)).toEqual([{ name: 'gone', digest: '', n: 0 }]);
  });
});
