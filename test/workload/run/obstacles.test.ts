import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { scriptedEngine } from '../scripted-engine';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';
import { missing } from './cells';
import { dataset, measure } from './measure';

describe('what goes wrong', () => {
  it('an engine that cannot run has a record for each cell that says why and what to do', async () => {
    const probe = { state: 'not-configured', why: 'no key', remedy: 'set A_KEY' } as const;
    const { engine, deeds } = scriptedEngine('a', { probe });
    const { records } = await measure({ repetitions: 3, ef: [1, 2] }, [engine, scriptedEngine('b').engine]);
    const lost = records.filter(({ cell }) => cell.engine === 'a').map(missing);
    expect(lost).toHaveLength(6);
    for (const record of lost) {
      expect(record).toMatchObject({ state: 'unavailable', why: 'no key', remedy: 'set A_KEY' });
    }
    expect(deeds.connected).toBe(0);
    expect(records.filter(({ state }) => state === 'ok')).toHaveLength(6);
  });

  it('a dataset that is not there is skipped for each engine, with the command that gets it', async () => {
    const { records } = await measure({ datasets: ['small', 'gone'] }, [
      scriptedEngine('a').engine,
      scriptedEngine('b').engine,
    ]);
    const skipped = records.filter(({ cell }) => cell.dataset.name === 'gone').map(missing);
    expect(skipped.map(({ cell, state, why, remedy }) => [cell.engine, state, why, remedy]).sort()).toEqual([
      ['a', 'skipped', 'gone: is not there', 'get it'],
      ['b', 'skipped', 'gone: is not there', 'get it'],
    ]);
    expect(skipped[0]?.dataset).toMatchObject({ name: 'gone', digest: '', n: 0, dim: 0 });
    expect(records.filter(({ state }) => state === 'ok')).toHaveLength(2);
  });

  it('a dataset without truth is skipped: nothing is measured that cannot be scored', async () => {
    const { engine, deeds } = scriptedEngine('a');
    const lab = laboratory([engine], [dataset]);
    const why = new LabError({ code: 'truth-mismatch', where: 'small', what: 'its truth is wrong', remedy: 'mend it' });
    const noTruth = { ...lab, truthFor: () => Promise.reject(why) };
    const { records } = await runSweep(smallSweep({}), { output: temporaryFolder() }, noTruth);
    expect(missing(records[0])).toMatchObject({
      state: 'skipped',
      why: 'no exact neighbours: small: its truth is wrong',
      remedy: 'mend it',
    });
    expect(deeds.connected).toBe(0);
  });

  it('an engine without the dataset’s metric skips it', async () => {
    const { engine } = scriptedEngine('a');
    const lab = laboratory([engine], [{ ...dataset, metric: 'cosine' }]);
    const { records } = await runSweep(smallSweep({}), { output: temporaryFolder() }, lab);
    expect(missing(records[0])).toMatchObject({
      state: 'skipped',
      why: 'a has no metric cosine, which small is measured in',
      remedy: 'choose a dataset with l2',
    });
  });

  it('a sweep that means nothing is refused before anything is written', async () => {
    const output = join(temporaryFolder(), 'results');
    const { engine } = scriptedEngine('a');
    await expect(measure({ k: [201] }, [engine], { output })).rejects.toMatchObject({ code: 'k-too-large' });
    await expect(measure({ engines: ['z'] }, [engine], { output })).rejects.toMatchObject({ code: 'unknown-engine' });
    await expect(measure({ requests: 0 }, [engine], { output })).rejects.toMatchObject({ code: 'bad-sweep' });
    expect(existsSync(output)).toBe(false);
  });
});
