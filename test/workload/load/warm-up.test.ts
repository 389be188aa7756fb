import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { capacityTable } from 'vexlab/dist/views/tables/capacity-table';
import { notes, unequalLimits } from 'vexlab/dist/analysis/notes';
import { summariseCapacity } from 'vexlab/dist/analysis/summarise-capacity';
import { summariseOpen } from 'vexlab/dist/analysis/summarise-open';
import { recordSchema } from 'vexlab/dist/results/record-schema';
import type { OpenRecord, RecordEngine } from 'vexlab/dist/results/record';
import { mainThreadClients } from 'vexlab/dist/workload/load/load-clients';
import { likelyInFlight, warmUpClosed, warmUpOpen } from 'vexlab/dist/workload/load/warm-up';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { capacityRecord } from '../../views/fixture-capacity-records';
import { serverEngine } from '../../views/fixture-ingest-records';
import { plainEngine } from '../../views/fixture-records';
import { scriptedEngine } from '../scripted-engine';
import { smallDataset } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';
import { VirtualClock } from '../virtual-clock';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the requests that a rate is likely to have under way', () => {
  it('are three times rate × latency, within the bounds', () => {
    const of = (rate: number, meanMs: number, limit = 1024, least = 1) =>
      likelyInFlight({ rate, meanMs }, { least, limit });
    expect([of(100, 50), of(1000, 50), of(1, 1), of(1, 1, 1024, 3), of(100, 50, 10), of(1, 1, 2, 8)]).toEqual(
      [15, 128, 1, 3, 10, 2], // prettier-ignore
    );
  });
});

describe('a warm-up, in virtual time', () => {
  const queries = Array.from({ length: 40 }, (_, at) => Float32Array.of(at));
  function server(serviceMs: number) {
    const clock = new VirtualClock();
    const seen = { asked: [] as number[], inside: 0, most: 0 };
    const load = mainThreadClients({
      queries,
      clock,
      async search(query) {
        seen.asked.push(query[0] as number);
        seen.inside += 1;
        seen.most = Math.max(seen.most, seen.inside);
        await clock.sleep(serviceMs * 1e6);
        seen.inside -= 1;
        return { ids: [1] };
      },
    });
    return { load, seen };
  }
  const ask = { clients: 1, minMs: 0, k: 1, first: 30 };

  it('of an open loop opens as many connections as its rate is likely to need, and ends where the window begins', async () => {
    const { load, seen } = server(50);
    const warmed = await warmUpOpen(load, { ...ask, requests: 40 }, { rate: 100, limit: 1024 });
    expect(warmed).toEqual({ errors: 0, atOnce: 15 });
    expect(seen.most).toBe(15);
    // From query 30 on, and again from the beginning: the window begins with query 30, which was asked longest ago.
    expect(seen.asked).toEqual(Array.from({ length: 40 }, (_, at) => (30 + at) % 40));
  });

  it('never asks more than it was told, whatever the rate', async () => {
    const { load, seen } = server(50);
    const warmed = await warmUpOpen(load, { ...ask, requests: 10 }, { rate: 100, limit: 1024 });
    expect([warmed.atOnce, seen.most, seen.asked.length]).toEqual([5, 5, 10]);
    expect(await warmUpOpen(load, { ...ask, requests: 1 }, { rate: 100, limit: 1024 })).toEqual({
      errors: 0,
      atOnce: 1,
    });
    expect(seen.asked).toHaveLength(11);
  });

  it('has a few clients, or one for each request left, where hardly one is under way', async () => {
    const { load, seen } = server(1);
    const [rate, limit] = [100, 1024];
    expect(await warmUpOpen(load, { ...ask, requests: 5 }, { rate, limit })).toMatchObject({ atOnce: 3 });
    expect(await warmUpOpen(load, { ...ask, requests: 50 }, { rate, limit })).toMatchObject({ atOnce: 8 });
    expect(await warmUpOpen(load, { ...ask, requests: 50 }, { rate, limit: 4 })).toMatchObject({ atOnce: 4 });
    expect(seen.most).toBe(8);
  });

  it('is left out without requests, and of a closed loop has its clients', async () => {
    const { load, seen } = server(1);
    const none = { errors: 0, atOnce: 0 };
    expect(await warmUpOpen(load, { ...ask, requests: 0 }, { rate: 100, limit: 9 })).toEqual(none);
    expect(await warmUpClosed(load, { ...ask, requests: 0 })).toEqual(none);
    expect(seen.asked).toEqual([]);
    expect(await warmUpClosed(load, { ...ask, clients: 3, requests: 6 })).toEqual({ errors: 0, atOnce: 3 });
    expect(seen.most).toBe(3);
  });
});

describe('what can be under way at once in an open loop', () => {
  it('stands in the record, and among what could not be made equal', async () => {
    const engines = [scriptedEngine('wide').engine, scriptedEngine('narrow', { maxInFlight: 64 }).engine];
    const sweep = smallSweep({
      engines: ['wide', 'narrow'],
      warmup: 4,
      workloads: [{ type: 'open', arrivals: 'constant', rates: [50], seconds: 0.5 }],
    });
    const { records } = await runSweep(sweep, { output: folder }, laboratory(engines, [smallDataset()]));
    for (const record of records) expect(recordSchema.safeParse(record).error).toBeUndefined();
    const open = records.filter((record): record is OpenRecord => record.cell.workload.type === 'open');
    const limits = open.map(({ engine, load }) => [engine.name, load.limit, load.clientLimit]);
    expect(limits.sort()).toEqual([['narrow', 64, 64], ['wide', 1024, undefined]]); // prettier-ignore
    const warmed = open.flatMap(({ findings }) => findings.filter(({ check }) => check === 'warm-up'));
    expect(warmed.map(({ numbers }) => numbers.warmup)).toEqual([4, 4]);
    const said = notes(summariseOpen(records)).join(' ');
    expect(said).toMatch(/64 requests \(\S*narrow\S*\), 1,024 requests \(\S*wide\S*\) under way at once/i);
  }, 60_000);

  it('is said below a table of highest rates too', () => {
    const of = (engine: RecordEngine, limit: number) => ({ ...capacityRecord(0, engine), load: { limit } });
    const table = capacityTable(summariseCapacity([of(plainEngine, 64), of(serverEngine, 1024)]));
    expect(table.html()).toMatch(/64 requests \(Plain\), 1,024 requests \([^)]+\) under way at once/);
  });

  it('is not spoken of where it is the same, or not known', () => {
    const of = (title: string, limit?: number) => ({ engine: { title }, ...(limit !== undefined && { limit }) });
    expect(unequalLimits([of('A', 64), of('B', 64)])).toEqual([]);
    expect(unequalLimits([of('A', 64), of('B')])).toEqual([]);
  });
});
