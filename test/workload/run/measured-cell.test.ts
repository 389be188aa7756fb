import { describe, expect, it } from 'vitest';
import { LabError } from 'vexlab/dist/base/lab-error';
import { decodeHistogram } from 'vexlab/dist/measure/histogram';
import { unpackUint16, unpackUint32 } from 'vexlab/dist/results/pack';
import { scriptedEngine } from '../scripted-engine';
import { smallTruth } from '../small-dataset';
import { ok, verdicts } from './cells';
import { dataset, measure } from './measure';

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
    let now = 0;
    // A search takes a millisecond of the lab's clock, whatever it takes of the machine's.
    const { engine } = scriptedEngine('a', { search: () => void (now += 1e6) });
    const asked = { requests: 15, minMs: 30, warmup: 5, repetitions: 4 };
    const { records } = await measure(asked, [engine], {}, { clock: { now: () => now } });
    for (const record of records.map(ok)) {
      expect(record.phases.measureMs).toBe(30);
      expect(record.answers.requests).toBe(30);
      const queries = unpackUint32(record.answers.queries);
      expect(queries).toHaveLength(30);
      expect(queries[0]).toBe((record.cell.repetition * 15) % 40);
      expect(decodeHistogram(record.histograms.service).totalCount).toBe(30);
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
});
