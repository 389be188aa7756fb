import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import type { Engine } from 'vexlab/dist/engines/engine';
import { monotonicClock } from 'vexlab/dist/measure/clock';
import { decodeHistogram } from 'vexlab/dist/measure/histogram';
import { unpackUint16, unpackUint32 } from 'vexlab/dist/results/pack';
import { isMeasuredSearch, type MissingRecord, type OkRecord, type Record } from 'vexlab/dist/results/record';
import { readRun } from 'vexlab/dist/results/run-store';
import { type RunOptions, runSweep } from 'vexlab/dist/workload/run/run-sweep';
import type { Sweep } from 'vexlab/dist/workload/sweep/sweep';
import { scriptedEngine } from '../scripted-engine';
import { smallDataset, smallTruth } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';

const dataset = smallDataset();

const measure = (part: Partial<Sweep>, engines: Engine[], options: Partial<RunOptions> = {}) =>
  runSweep(
    smallSweep({ engines: engines.map(({ name }) => name), ...part }),
    { output: temporaryFolder(), ...options },
    laboratory(engines, [dataset]),
  );

const ok = (record: Record | undefined): OkRecord => {
  if (!record || !isMeasuredSearch(record))
    throw new Error(`expected a measured cell: ${JSON.stringify(record).slice(0, 900)}`);
  return record;
};
const missing = (record: Record | undefined): MissingRecord => {
  if (!record || record.state === 'ok') throw new Error('expected a cell that was not measured');
  return record;
};
const verdicts = (record: OkRecord) =>
  Object.fromEntries(record.findings.map(({ check, verdict }) => [check, verdict]));
const hang = (): Promise<never> => new Promise(() => undefined);

describe('a measured cell', () => {
  it('scores an exact engine at 1, from rows that are recounted against the truth', async () => {
    const { engine } = scriptedEngine('a');
    const { records, state } = await measure({ requests: 60, warmup: 10 }, [engine]);
    const record = ok(records[0]);
    const rows = unpackUint32(record.answers.rows);
    const queries = unpackUint32(record.answers.queries);
    const truth = smallTruth(dataset, 5);
    expect(state).toBe('finished');
    expect([...queries]).toEqual(Array.from({ length: 60 }, (_, request) => request % 40));
    queries.forEach((query, request) => {
      expect(rows.subarray(request * 5, request * 5 + 5)).toEqual(truth.rows.subarray(query * 5, query * 5 + 5));
    });
    expect([...unpackUint16(record.answers.hits as string)]).toEqual(Array(60).fill(5));
    expect(decodeHistogram(record.histograms.service).totalCount).toBe(60);
    expect(record.histograms.failed).toBeUndefined();
    expect(record.params).toEqual({ asked: { links: 4, width: 10 }, readBack: { links: 4, width: 10 } });
    expect(record.build).toMatchObject({ rows: 200, countAfter: 200 });
    expect(record.engine).toMatchObject({ name: 'a', how: 'in-process', clientVersion: '1.2.3' });
    expect(verdicts(record)).toMatchObject({ parameters: 'pass', count: 'pass', errors: 'pass', answers: 'pass' });
  });

  it('asks on until the shortest window is over, and begins each repetition where the one before ended', async () => {
    const { engine } = scriptedEngine('a');
    const { records } = await measure({ requests: 15, minMs: 30, warmup: 5, repetitions: 4 }, [engine]);
    for (const record of records.map(ok)) {
      expect(record.phases.measureMs).toBeGreaterThanOrEqual(30);
      expect(record.answers.requests).toBeGreaterThan(15);
      const queries = unpackUint32(record.answers.queries);
      expect(queries).toHaveLength(record.answers.requests);
      expect(queries[0]).toBe((record.cell.repetition * 15) % 40);
      expect(decodeHistogram(record.histograms.service).totalCount).toBe(record.answers.requests);
      expect(verdicts(record).window).toBe('warn');
    }
  });

  it('keeps failed requests: counted by kind, in a histogram of their own, with no hit, never asked again', async () => {
    const { engine, deeds } = scriptedEngine('a', {
      search: (call) => {
        if (call % 100 === 7) throw new LabError({ code: 'overloaded', where: 'a', what: 'busy' });
      },
    });
    const record = ok((await measure({ requests: 400, clients: [4] }, [engine])).records[0]);
    expect(deeds.searches).toBe(400);
    expect(record.errors).toEqual({ overloaded: 4 });
    expect(decodeHistogram(record.histograms.service).totalCount).toBe(396);
    expect(decodeHistogram(record.histograms.failed as string).totalCount).toBe(4);
    const hits = unpackUint16(record.answers.hits as string);
    expect(hits.reduce((sum, count) => sum + count, 0)).toBe(396 * 5);
    expect(record.answers.short).toBe(0);
    expect(verdicts(record).errors).toBe('fail');
  });

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

  it('says where an engine looked at every vector though an index was asked for', async () => {
    const { engine: scans } = scriptedEngine('a', { indexUse: { indexed: 0, of: 200, seen: 'a scan' } });
    const { engine: silent } = scriptedEngine('b');
    const { records } = await measure({}, [scans, silent]);
    const of = (name: string) => ok(records.find(({ engine }) => engine.name === name));
    expect(verdicts(of('a'))).toMatchObject({ 'index-is-used': 'warn' });
    expect(verdicts(of('b'))).not.toHaveProperty('index-is-used');
  });

  it('pings once each index is there, and keeps the latencies with its cells', async () => {
    const pings: number[] = [];
    const { engine, deeds } = scriptedEngine('a', { ping: () => void pings.push(deeds.inserted.length) });
    const { records } = await measure({ ef: [10, 20], repetitions: 2, builds: 2 }, [engine]);
    expect(new Set(pings)).toEqual(new Set([1, 2]));
    const kept = records.map((record) => ok(record).histograms.ping as string);
    expect(kept.map((ping) => decodeHistogram(ping).totalCount)).toEqual([200, 200, 200, 200]);
    expect(kept[0]).toBe(kept[1]);
    expect(kept[2]).toBe(kept[3]);
  });

  it('keeps the latencies of searches where pings fail', async () => {
    const { engine } = scriptedEngine('a', { ping: () => Promise.reject(new Error('no way')) });
    expect(ok((await measure({}, [engine])).records[0]).histograms.ping).toBeUndefined();
  });

  it('says so when the engine runs with other parameters or counts other vectors', async () => {
    const { engine } = scriptedEngine('a', {
      readBack: (params) => ({ ...params, width: 1 }),
      count: (_, actual) => actual - 1,
    });
    const record = ok((await measure({}, [engine])).records[0]);
    expect(verdicts(record)).toMatchObject({ parameters: 'fail', count: 'fail' });
    expect(record.build).toMatchObject({ rows: 200, countAfter: 199 });
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
  it('with one cell stops no other: the engine is opened again and its index built again', async () => {
    let dead = false;
    const { engine, deeds } = scriptedEngine('a', {
      search: (call, connection) => {
        if (call === 30) dead = true;
        if (dead && connection === 1) throw Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });
      },
      count: (connection, actual) => {
        if (dead && connection === 1) throw new Error('connect refused');
        return actual;
      },
    });
    const { records, state } = await measure({ repetitions: 3 }, [engine]);
    expect(state).toBe('finished');
    expect(records.map((record) => record.state)).toEqual(['ok', 'failed', 'ok']);
    expect(missing(records[1]).why).toContain(
      '11 of 20 requests failed, and the engine answers no more: connect refused',
    );
    expect([deeds.connected, deeds.closed, deeds.opened.length]).toEqual([2, 2, 2]);
    expect(ok(records[2]).build.id).not.toBe(ok(records[0]).build.id);
  });

  it('more clients than a connection carries fail, and do not queue; an engine is told how many there will be', async () => {
    const { engine, deeds } = scriptedEngine('a', { maxInFlight: 3 });
    const { records } = await measure({ clients: [1, 3, 8] }, [engine]);
    const of = (clients: number) =>
      records.find(({ cell: { workload } }) => workload.type === 'search' && workload.clients === clients);
    expect(deeds.clients).toBe(8);
    expect([ok(of(1)).state, ok(of(3)).state]).toEqual(['ok', 'ok']);
    expect(missing(of(8))).toMatchObject({
      state: 'failed',
      why: expect.stringMatching('^a: 8 clients, where its connection carries 3 requests at once') as string,
      remedy: expect.stringContaining('at most 3 clients') as string,
    });
  });

  it('an open loop sends no more at once than a connection carries, and counts what it did not send', async () => {
    let most = 0;
    let underWay = 0;
    const search = async (): Promise<void> => {
      most = Math.max(most, ++underWay);
      await sleep(20);
      underWay -= 1;
    };
    const { engine } = scriptedEngine('a', { maxInFlight: 2, search });
    const workloads = [{ type: 'open', arrivals: 'constant', rates: [500], seconds: 0.4 }] as const;
    const { records } = await measure({ workloads }, [engine]);
    expect(most).toBe(2);
    const [record] = records;
    if (record?.state !== 'ok' || record.measured !== 'open') throw new Error('expected an open loop');
    const notSent = record.errors['not-sent'] as number;
    expect(notSent).toBeGreaterThan(0);
    const sentRate = (record.answers.requests - notSent) / (record.phases.measureMs / 1000);
    const ceiling = record.findings.find(({ check }) => check === 'client-ceiling');
    expect(ceiling?.numbers.rate).toBeCloseTo(sentRate, 6);
  });

  it('a cell that hangs is timed out, and the next one is measured over a new connection', async () => {
    const { engine, deeds } = scriptedEngine('a', { search: (call) => (call === 25 ? hang() : undefined) });
    const { records } = await measure({ repetitions: 3 }, [engine], { cellTimeoutMs: 2000 });
    expect(records.map((record) => record.state)).toEqual(['ok', 'timed-out', 'ok']);
    expect(missing(records[1])).toMatchObject({ why: expect.stringContaining('not done within 2 s') as string });
    expect(deeds.connected).toBe(2);
  });

  it('all requests failing is a failed cell; the index is kept where the engine still answers', async () => {
    const { engine, deeds } = scriptedEngine('a', {
      search: (call) => {
        if (call <= 20) throw new RangeError('no');
      },
    });
    const { records } = await measure({ repetitions: 2 }, [engine]);
    expect(records.map((record) => record.state)).toEqual(['failed', 'ok']);
    expect(missing(records[0]).why).toBe('search: all 20 requests failed: RangeError');
    expect(deeds.connected).toBe(1);
  });

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

  it('an engine that never connects times out, and a connection that comes too late is closed', async () => {
    let arrive = (): void => undefined;
    const late = new Promise<void>((resolve) => (arrive = resolve));
    const { engine, deeds } = scriptedEngine('a', { connect: () => (deeds.connected === 1 ? late : undefined) });
    const { records } = await measure({ repetitions: 2 }, [engine], { cellTimeoutMs: 1000 });
    expect(records.map(({ state }) => state)).toEqual(['timed-out', 'ok']);
    expect(missing(records[0]).why).toBe('connecting to a: not done within 1 s');
    expect([deeds.connected, deeds.closed]).toEqual([2, 1]);
    arrive();
    await new Promise((resolve) => setImmediate(resolve));
    expect(deeds.closed).toBe(2);
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

  it('leaves neither data nor lock nor connection behind', async () => {
    const { engine, deeds } = scriptedEngine('a', { search: (call) => (call === 25 ? hang() : undefined) });
    const { dir } = await measure({ repetitions: 3 }, [engine], { cellTimeoutMs: 2000 });
    expect(readdirSync(dir).sort()).toEqual(['records.jsonl', 'run.json']);
    expect(deeds.closed).toBe(deeds.connected);
  });
});

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
      search: (call) => {
        if (call <= 20) throw new Error('no');
        if (call === 41) stop.abort();
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

  it('is not stopped by a damaged run beside it', async () => {
    const output = temporaryFolder();
    mkdirSync(join(output, 'damaged'));
    writeFileSync(join(output, 'damaged', 'run.json'), '');
    const { state } = await measure({}, [scriptedEngine('a').engine], { output });
    expect(state).toBe('finished');
  });

  it('refuses an output folder that is a file, before it measures', async () => {
    const output = join(temporaryFolder(), 'out');
    mkdirSync(output);
    const { engine, deeds } = scriptedEngine('a');
    const { dir } = await measure({}, [engine], { output });
    await expect(measure({}, [engine], { output: join(dir, 'run.json') })).rejects.toMatchObject({
      code: 'not-writable',
    });
    expect(deeds.connected).toBe(1);
  });

  it('tells its progress: vectors of a build, then cells up to all of them', async () => {
    const { engine } = scriptedEngine('a');
    const events: string[] = [];
    await measure({ repetitions: 2 }, [engine], {
      progress: ({ stage, done, total, unit, note }) =>
        events.push([stage, `${done}/${total} ${unit}`, note ?? ''].join(' | ')),
    });
    expect(events).toEqual([
      'measuring | 0/2 cells | a on small (200 rows), width 10, k 5, clients 1, repetition 1',
      'building a on small | 200/200 vectors | ',
      'measuring | 1/2 cells | a on small (200 rows), width 10, k 5, clients 1, repetition 2',
      'measuring | 2/2 cells | ',
    ]);
  });
});
