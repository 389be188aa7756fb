import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ofTheCeiling } from 'vexlab/dist/analysis/of-the-ceiling';
import { seededRandom } from 'vexlab/dist/datasets/random';
import type { Engine } from 'vexlab/dist/engines/engine';
import { distance } from 'vexlab/dist/exact/distance';
import { unpackUint16, unpackUint32 } from 'vexlab/dist/results/pack';
import type { MissingRecord, MixedRecord, Record } from 'vexlab/dist/results/record';
import { mixedStream } from 'vexlab/dist/workload/loops/mixed-stream';
import { never, rowTimes, stateOf } from 'vexlab/dist/workload/loops/row-times';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { scoreMoment } from 'vexlab/dist/workload/score/score-moment';
import type { Sweep } from 'vexlab/dist/workload/sweep/sweep';
import { scriptedEngine } from './scripted-engine';
import { smallDataset } from './small-dataset';
import { laboratory, smallSweep, temporaryFolder } from './small-sweep';

const dataset = smallDataset(1000);
const k = 5;

const measure = async (engine: Engine, part: Partial<Sweep> = {}) => {
  const workloads: Sweep['workloads'] = [{ type: 'mixed', inserts: 0.2, deletes: 0.2 }];
  const ended = await runSweep(
    smallSweep({ workloads, requests: 400, ...part }),
    { output: temporaryFolder() },
    laboratory([engine], [dataset]),
  );
  return ended.records;
};
const mixed = (records: readonly Record[], inserts = 0.2): MixedRecord => {
  const found = records.find(({ cell: { workload } }) => workload.type === 'mixed' && workload.inserts === inserts);
  if (found?.state === 'ok' && found.measured === 'mixed') return found;
  throw new Error(`expected a mixed cell: ${JSON.stringify(found).slice(0, 900)}`);
};
const total = (packed: string): number => unpackUint16(packed).reduce((sum, count) => sum + count, 0);
const finding = ({ findings }: MixedRecord, check: string) => findings.find((one) => one.check === check);

/** Written rows as ticks, by row. */
function writesOf({ writes }: MixedRecord, which: 'inserts' | 'deletes') {
  const [rows, sent, acknowledged] = [writes[which].rows, writes[which].sent, writes[which].acknowledged].map(
    unpackUint32,
  );
  return Array.from(rows ?? [], (row, i) => ({ row, sent: sent?.[i] ?? NaN, acknowledged: acknowledged?.[i] ?? NaN }));
}

/** The k nearest rows that were there at a tick, and when each was inserted: by replaying the log of a single client. */
function replay(record: MixedRecord, search: number) {
  const at = unpackUint32(record.moments.sent)[search] as number;
  const there = new Map(Array.from({ length: 800 }, (_, row) => [row, 0]));
  for (const { row, acknowledged } of writesOf(record, 'inserts')) if (acknowledged < at) there.set(row, acknowledged);
  for (const { row, acknowledged } of writesOf(record, 'deletes')) if (acknowledged < at) there.delete(row);
  const query = unpackUint32(record.answers.queries)[search] as number;
  const far = (row: number): number =>
    distance('l2', dataset.base.data as Float32Array, row * 8, dataset.queries.data as Float32Array, query * 8, 8);
  const nearest = [...there.keys()].sort((a, b) => far(a) - far(b)).slice(0, k);
  return nearest.map((row) => ({ row, inserted: there.get(row) as number }));
}

describe('searching between writes', () => {
  it('finds all of an exact engine at every moment, with writes under way', async () => {
    const random = seededRandom(3);
    const wait = () => sleep(random.below(3));
    const { engine, deeds } = scriptedEngine('a', { remove: 'removes', insert: wait, removing: wait, search: wait });
    const records = await measure(engine, { clients: [6] });
    const record = mixed(records);
    expect(total(record.answers.hits as string)).toBe(total(record.moments.due));
    // Rows in flight took places now and then, and never more than there are.
    expect(total(record.moments.due)).toBeLessThanOrEqual(k * record.answers.requests);
    expect(total(record.moments.due)).toBeGreaterThan(0.9 * k * record.answers.requests);
    expect(record.moments).toMatchObject({ stale: 0, unsent: 0 });
    expect(record.moments.fresh.due).toBeGreaterThan(0);
    expect(
      ['stale-answers', 'fresh-rows', 'count-after-writes', 'writes'].map((name) => finding(record, name)?.verdict),
    ).toEqual(Array(4).fill('pass'));
    const [inserted, deleted] = [writesOf(record, 'inserts'), writesOf(record, 'deletes')];
    expect(record.answers.requests + inserted.length + deleted.length).toBe(400);
    const rate = 400 / (record.phases.measureMs / 1000);
    expect(finding(record, 'client-ceiling')?.numbers.rate).toBeCloseTo(rate, 6);
    const load = finding(record, 'client-load')?.numbers;
    expect(load?.clientShare).toBeGreaterThan(0);
    expect(load?.clientMsPerRequest).toBeCloseTo(((load?.clientShare ?? NaN) * record.phases.measureMs) / 400, 9);
    for (const count of [inserted.length, deleted.length]) expect(Math.abs(count - 80)).toBeLessThan(5 * 8);
    expect(deeds.dropped).toBe(2);
  });

  it('is held against the same collection without writes', async () => {
    const { engine } = scriptedEngine('a', { remove: 'removes' });
    const alone = mixed(await measure(engine), 0);
    expect(alone.build.rows).toBe(800);
    expect(alone.answers.requests).toBe(400);
    expect(total(alone.answers.hits as string)).toBe(400 * k);
    expect(alone.histograms.insert).toBeUndefined();
    expect(alone.writes.inserts.failed).toBe(0);
    // Where nothing is inserted or deleted there is nothing to check of it.
    expect([finding(alone, 'fresh-rows'), finding(alone, 'stale-answers')]).toEqual([undefined, undefined]);
  });

  it('names an engine that returns what it acknowledged to have deleted', async () => {
    const { engine } = scriptedEngine('a', { remove: 'keeps' });
    const record = mixed(await measure(engine));
    const rows = unpackUint32(record.answers.rows);
    const sent = unpackUint32(record.moments.sent);
    const deleted = writesOf(record, 'deletes');
    const stale = [...rows].filter((row, i) =>
      deleted.some((one) => one.row === row && one.acknowledged < (sent[Math.floor(i / k)] as number)),
    ).length;
    expect(stale).toBeGreaterThan(0);
    expect(record.moments.stale).toBe(stale);
    expect(finding(record, 'stale-answers')).toMatchObject({ verdict: 'fail', numbers: { stale } });
    // Each took the place of a row that is there.
    expect(total(record.answers.hits as string)).toBe(total(record.moments.due) - stale);
    expect(finding(record, 'count-after-writes')?.verdict).toBe('fail');
  });

  it('loses exactly the recall of what an engine shows late', async () => {
    const late = 20;
    const { engine } = scriptedEngine('a', { remove: 'removes', late });
    const record = mixed(await measure(engine));
    const sent = [...unpackUint32(record.moments.sent)];
    const hits = unpackUint16(record.answers.hits as string);
    let missed = 0;
    sent.forEach((_, search) => {
      const hidden = replay(record, search).filter(({ inserted }) => {
        const since = sent.filter((tick, other) => tick > inserted && other <= search).length;
        return inserted > 0 && since <= late;
      }).length;
      expect(hits[search]).toBe(k - hidden);
      missed += hidden;
    });
    expect(missed).toBeGreaterThan(0);
    expect(record.moments.fresh.missed).toBe(missed);
    expect(finding(record, 'fresh-rows')).toMatchObject({ verdict: 'warn', numbers: { missed, restMissed: 0 } });
  });

  it('ends when there is nothing left to insert, and says so', async () => {
    const { engine } = scriptedEngine('a');
    const workloads: Sweep['workloads'] = [{ type: 'mixed', inserts: 0.5, deletes: 0 }];
    const record = mixed(await measure(engine, { workloads, requests: 1000 }), 0.5);
    expect(writesOf(record, 'inserts').map(({ row }) => row)).toEqual(Array.from({ length: 200 }, (_, i) => 800 + i));
    expect(record.writes.ranOut).toBe(true);
    expect(finding(record, 'writes')?.verdict).toBe('warn');
  });

  it('fails where its window held no search, and says what to ask for', async () => {
    const { engine } = scriptedEngine('a', { remove: 'removes' });
    const workloads: Sweep['workloads'] = [{ type: 'mixed', inserts: 0.97, deletes: 0.02 }];
    const records = await measure(engine, { workloads, requests: 20, seed: 1 });
    expect(records.find(({ cell: { workload } }) => workload.type === 'mixed' && workload.inserts > 0)).toMatchObject({
      state: 'failed',
      why: 'a: the window held 20 writes and no search',
      remedy: expect.stringContaining('--requests') as string,
    });
  });

  it('keeps rows whose write failed in flight for ever', async () => {
    const { engine } = scriptedEngine('a', {
      remove: 'removes',
      removing: () => {
        throw new Error('busy');
      },
    });
    const record = mixed(await measure(engine));
    expect(record.writes.deletes.failed).toBe(writesOf(record, 'deletes').length);
    expect(writesOf(record, 'deletes').every(({ acknowledged }) => acknowledged === never)).toBe(true);
    expect(total(record.answers.hits as string)).toBe(total(record.moments.due));
    expect(finding(record, 'writes')?.verdict).toBe('fail');
    // They were made: as the check counts them, so does the summary.
    const share = finding(record, 'client-ceiling')?.numbers.share;
    expect(ofTheCeiling([record])).toMatchObject({ share: expect.closeTo(share ?? NaN, 9) as number });
  });

  it('is skipped where the engine cannot delete, and where it need not is measured', async () => {
    const { engine } = scriptedEngine('a');
    const records = await measure(engine);
    const gone = records.find(({ cell: { workload } }) => workload.type === 'mixed' && workload.deletes > 0);
    expect(gone as MissingRecord).toMatchObject({
      state: 'skipped',
      why: 'a cannot delete',
      remedy: 'ask for no deletes (--deletes 0)',
    });
    expect(mixed(records, 0).state).toBe('ok');
  });
});

describe('the stream', () => {
  const draw = (seed: number) => {
    const stream = mixedStream({ inserts: 0.3, deletes: 0.3, there: [0, 1, 2, 3, 4], waiting: [5, 6, 7], seed });
    return Array.from({ length: 10 }, () => stream.next());
  };
  it('is decided by the seed', () => {
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
  it('deletes what is there, once, also what was acknowledged since', () => {
    const stream = mixedStream({ inserts: 0, deletes: 0.999999, there: [0, 1], waiting: [], seed: 1 });
    stream.inserted(9);
    const rows = [stream.next(), stream.next(), stream.next()].map((one) => (one?.kind === 'delete' ? one.row : NaN));
    expect(rows.sort()).toEqual([0, 1, 9]);
    expect(stream.next()).toBeUndefined();
  });
});

describe('a row at a moment', () => {
  const times = rowTimes(2, [0]);
  const at = (sent: number, answered: number, row = 1): string => stateOf(times, row, sent, answered);
  it('is there, in flight, stale or not yet sent', () => {
    expect(at(1, 2, 0)).toBe('there');
    [times.insertSent[1], times.insertAcknowledged[1], times.deleteSent[1], times.deleteAcknowledged[1]] = [
      10, 20, 30, 40,
    ];
    const seen = [
      [1, 9],
      [1, 11],
      [15, 25],
      [21, 29],
      [21, 31],
      [35, 36],
      [39, 45],
      [41, 42],
    ].map(([s, a]) => at(s ?? 0, a ?? 0));
    expect(seen).toEqual(['unsent', 'in-flight', 'in-flight', 'there', 'in-flight', 'in-flight', 'in-flight', 'stale']);
  });
});

describe('recall of a moment', () => {
  // Rows 0 to 9 by distance; 1 is being inserted, 2 is being deleted, 3 was deleted, 4 was inserted before.
  const times = rowTimes(10, [0, 2, 3, 5, 6, 7, 8, 9]);
  times.insertSent[1] = 10;
  [times.deleteSent[2], times.deleteSent[3], times.deleteAcknowledged[3]] = [10, 1, 2];
  [times.insertSent[4], times.insertAcknowledged[4]] = [3, 4];
  const score = (returned: number[]) =>
    scoreMoment(
      { sent: 9, answered: 11, returned: new Set(returned) },
      3,
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      times,
      () => false,
    );
  it.each([
    [[0, 4, 5], { due: 3, hits: 3, missedFresh: 0, dueFresh: 1, stale: 0 }],
    [[0, 1, 4], { due: 2, hits: 2 }],
    [[0, 1, 2], { due: 1, hits: 1, dueFresh: 0 }],
    [[0, 3, 5], { due: 3, hits: 2, stale: 1, missedFresh: 1 }],
    [[0, 5, 6], { due: 3, hits: 2, missedFresh: 1 }],
    [[1, 8, 9], { due: 2, hits: 0 }],
    [[0, 4], { due: 3, hits: 2, short: true }],
  ] as const)('of %j', (returned, wanted) => {
    expect(score([...returned])).toMatchObject(wanted);
  });
});
