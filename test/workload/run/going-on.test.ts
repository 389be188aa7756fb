import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readRun } from 'vexlab/dist/results/run-store';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { scriptedEngine } from '../scripted-engine';
import { smallDataset } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';
import { hang } from './hang';
import { dataset, measure } from './measure';

describe('stopping and going on', () => {
  it('keeps what was measured, and the same sweep goes on with it', async () => {
    const output = temporaryFolder();
    const stop = new AbortController();
    const sweep = { repetitions: 6 };
    const first = scriptedEngine('a', {
      search: (call) => {
        if (call === 50) stop.abort();
      },
    });
    const interrupted = await measure(sweep, [first.engine], { output, signal: stop.signal });
    expect([interrupted.state, interrupted.records.length, interrupted.resumed]).toEqual(['interrupted', 2, 0]);
    expect((await readRun(interrupted.dir)).manifest.state).toBe('interrupted');
    expect(first.deeds.closed).toBe(1);

    const second = scriptedEngine('a');
    const finished = await measure(sweep, [second.engine], { output });
    expect([finished.run, finished.state, finished.resumed]).toEqual([interrupted.run, 'finished', 2]);
    expect(second.deeds.searches).toBe(4 * 20);
    expect(finished.records.slice(0, 2)).toEqual(interrupted.records);
    const stored = await readRun(finished.dir);
    expect([stored.manifest.state, stored.records.length, stored.damaged]).toEqual(['finished', 6, 0]);
  });

  it('stops in a cell that hangs', async () => {
    const stop = new AbortController();
    const { engine } = scriptedEngine('a', {
      search: (call) => {
        if (call < 25) return;
        setTimeout(() => stop.abort(), 10);
        return hang();
      },
    });
    const { state, records } = await measure({ repetitions: 3 }, [engine], { signal: stop.signal });
    expect([state, records.length]).toEqual(['interrupted', 1]);
  });

  it('tries what failed and what could not run once more, and keeps the first failure in the file', async () => {
    const output = temporaryFolder();
    const stop = new AbortController();
    const sweep = { repetitions: 4 };
    const broken = scriptedEngine('a', {
      configure: () => {
        if (broken.deeds.configured.length === 1) throw new Error('no');
      },
      search: (call) => {
        if (call === 21) stop.abort();
      },
    });
    const off = scriptedEngine('b', { probe: { state: 'unavailable', why: 'not installed', remedy: 'install it' } });
    const first = await measure(sweep, [broken.engine, off.engine], { output, signal: stop.signal });
    const states = first.records.map(({ state }) => state);
    expect(states.filter((one) => one !== 'unavailable').sort()).toEqual(['failed', 'ok']);

    const second = await measure(sweep, [scriptedEngine('a').engine, scriptedEngine('b').engine], { output });
    expect(second.resumed).toBe(1);
    expect(second.records.map(({ state }) => state)).toEqual(Array(8).fill('ok'));
    const { superseded } = await readRun(second.dir);
    expect(superseded.map(({ state }) => state).sort()).toEqual(states.filter((one) => one !== 'ok').sort());
  });

  it('keeps a record of every cell when an engine that was there is gone on going on', async () => {
    const output = temporaryFolder();
    const stop = new AbortController();
    const there = scriptedEngine('a', { search: (call) => (call === 50 ? stop.abort() : undefined) });
    const first = await measure({ repetitions: 5 }, [there.engine], { output, signal: stop.signal });
    expect(first.records).toHaveLength(2);
    const gone = scriptedEngine('a', { probe: { state: 'unavailable', why: 'gone', remedy: 'install it' } });
    const second = await measure({ repetitions: 5 }, [gone.engine], { output });
    expect([second.run, second.state]).toEqual([first.run, 'finished']);
    expect(second.records.map(({ state }) => state)).toEqual(['ok', 'ok', ...Array<string>(3).fill('unavailable')]);
  });

  it('begins anew when forced, when finished before, and for another plan', async () => {
    const output = temporaryFolder();
    const { engine } = scriptedEngine('a');
    const stopped = AbortSignal.abort();
    const names = [
      (await measure({}, [engine], { output })).run,
      (await measure({}, [engine], { output })).run,
      (await measure({ requests: 30 }, [engine], { output })).run,
    ];
    await expect(measure({}, [engine], { output, signal: stopped })).rejects.toMatchObject({ code: 'interrupted' });
    expect(new Set(names).size).toBe(3);
    expect((await measure({}, [engine], { output, force: true })).resumed).toBe(0);
  });

  it('goes on with the same sweep when a dataset has come that was missing, and measures that alone', async () => {
    const output = temporaryFolder();
    const sweep = smallSweep({ datasets: ['small', 'later'], repetitions: 2 });
    const session = 's';
    const first = scriptedEngine('a').engine;
    const before = await runSweep(sweep, { output, session }, laboratory([first], [dataset]));
    expect(before.records.map(({ state }) => state).sort()).toContain('skipped');

    const second = scriptedEngine('a');
    const later = { ...smallDataset(150), name: 'later' };
    const after = await runSweep(sweep, { output, session }, laboratory([second.engine], [dataset, later]));
    expect([after.run, after.resumed, after.state]).toEqual([before.run, 2, 'finished']);
    expect(second.deeds.searches).toBe(2 * 20);
    expect(after.records.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok']);
    const stored = await readRun(after.dir);
    expect(stored.records).toEqual(after.records);
    expect(stored.superseded.map(({ cell }) => cell.dataset.name)).toContain('later');
    expect(stored.manifest.cellIds).toHaveLength(4);
  });

  it('begins anew under another commit of the lab', async () => {
    const output = temporaryFolder();
    const stop = new AbortController();
    const stopping = scriptedEngine('a', { search: (call) => (call === 25 ? stop.abort() : undefined) });
    const first = await measure({ repetitions: 2 }, [stopping.engine], { output, signal: stop.signal });
    const path = join(first.dir, 'run.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...manifest, commit: 'another' }));
    const second = await measure({ repetitions: 2 }, [scriptedEngine('a').engine], { output });
    expect([second.resumed, second.run === first.run]).toEqual([0, false]);
  });
});
