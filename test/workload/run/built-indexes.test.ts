import { describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import { monotonicClock } from 'vexlab/dist/measure/clock';
import { unpackUint16 } from 'vexlab/dist/results/pack';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { scriptedEngine } from '../scripted-engine';
import { smallDataset } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';
import { missing, ok } from './cells';
import { dataset, measure } from './measure';

describe('a sweep', () => {
  it('looks whether all is there outside the time that the engine took, and fails where it is not', async () => {
    let later = 0;
    const hour = 3600e9;
    const clock = { ...monotonicClock, now: () => monotonicClock.now() + later };
    const { engine: slow } = scriptedEngine('a', { verify: () => void (later += hour) });
    const { engine: bad } = scriptedEngine('b', {
      verify: () => {
        throw new LabError({ code: 'duplicate-id', where: 'b', what: 'id 7 is there twice' });
      },
    });
    const lab = { ...laboratory([slow, bad], [dataset]), clock };
    const { records } = await runSweep(smallSweep({ engines: ['a', 'b'] }), { output: temporaryFolder() }, lab);
    const of = (name: string) => records.find(({ engine }) => engine.name === name);
    expect(later).toBe(hour);
    expect(ok(of('a')).build.readyMs).toBeLessThan(hour / 1e6);
    expect(missing(of('b'))).toMatchObject({ state: 'failed', why: 'b: id 7 is there twice' });
  });

  it('builds an index once for all cells that search it, and sets the parameters of each', async () => {
    const { engine, deeds } = scriptedEngine('a');
    const { records } = await measure({ ef: [10, 20], clients: [1, 2], repetitions: 3 }, [engine]);
    expect(records).toHaveLength(12);
    expect(deeds.opened).toHaveLength(1);
    expect(new Set(records.map((record) => ok(record).build.id)).size).toBe(1);
    expect(deeds.configured).toHaveLength(12);
    expect(records.map((record) => ok(record).params.readBack)).toEqual(
      records.map((record) => ok(record).params.asked),
    );
  });

  it('drops the indexes of a dataset before the next is built: none weighs on the memory measured with another', async () => {
    const held: number[] = [];
    const { engine, deeds } = scriptedEngine('a', {
      insert: () => {
        held.push(deeds.opened.length - deeds.dropped);
      },
    });
    const other = { ...smallDataset(150), name: 'other' };
    const sweep = smallSweep({ datasets: ['small', 'other'], repetitions: 3 });
    await runSweep(sweep, { output: temporaryFolder() }, laboratory([engine], [dataset, other]));
    expect(held).toEqual([1, 1]);
  });

  it('builds one for each setting where that is how parameters reach the engine', async () => {
    const { engine, deeds } = scriptedEngine('a', { searchParams: 'build' });
    const { records } = await measure({ ef: [10, 20], repetitions: 3 }, [engine]);
    expect(deeds.opened.map(({ search }) => search.width).sort()).toEqual([10, 20]);
    expect(new Set(records.map((record) => ok(record).build.id)).size).toBe(2);
    expect(deeds.configured).toEqual([]);
  });

  it('builds anew as often as asked, the later ones from rows in another order, and drops what is used up', async () => {
    const { engine, deeds } = scriptedEngine('a');
    const { records } = await measure({ repetitions: 4, builds: 2 }, [engine]);
    expect(records.map((record) => ok(record).build.id)).toHaveLength(4);
    expect(new Set(records.map((record) => ok(record).build.id)).size).toBe(2);
    const [first, second] = deeds.inserted as [number[], number[]];
    expect(first).toEqual([...dataset.ids]);
    expect(second).not.toEqual(first);
    expect([...second].sort()).toEqual([...first].sort());
    expect(records.every((record) => unpackUint16(ok(record).answers.hits as string).every((hits) => hits === 5))).toBe(
      true,
    );
    expect(deeds.dropped).toBe(2);
  });
});

describe('what goes wrong', () => {
  it('an index that cannot be built is tried three times, not once for every cell', async () => {
    let inserts = 0;
    const { engine } = scriptedEngine('a', {
      insert: () => {
        inserts += 1;
        throw new LabError({ code: 'no-space', where: 'a', what: 'the disk is full', remedy: 'free some space' });
      },
    });
    const good = scriptedEngine('good');
    const { records } = await measure({ repetitions: 5 }, [engine, good.engine]);
    const failed = records.filter((record) => record.cell.engine === 'a').map(missing);
    expect(inserts).toBe(3);
    expect(failed).toHaveLength(5);
    expect(failed[0]).toMatchObject({ state: 'failed', why: 'a: the disk is full', remedy: 'free some space' });
    expect(failed[4]?.why).toContain('not tried again after 3 failures, the last: a: the disk is full');
    expect(records.filter((record) => record.state === 'ok')).toHaveLength(5);
  });

  it('an index that cannot be built leaves the engine’s other indexes and its connection alone', async () => {
    const { engine, deeds } = scriptedEngine('a', {
      searchParams: 'build',
      insert: () => {
        if (deeds.opened.at(-1)?.search.width === 2) throw new LabError({ code: 'bad', where: 'a', what: 'no' });
      },
    });
    const { records } = await measure({ ef: [1, 2], repetitions: 6 }, [engine]);
    expect(records.filter(({ state }) => state === 'ok')).toHaveLength(6);
    const widths = deeds.opened.map(({ search }) => search.width);
    expect(widths.filter((width) => width === 1)).toHaveLength(1);
    expect(widths.filter((width) => width === 2)).toHaveLength(3);
    expect(deeds.connected).toBeLessThanOrEqual(2);
  });
});
