import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { peakMemory } from 'vexlab/dist/analysis/ingest-costs';
import type { Engine, FoundBy } from 'vexlab/dist/engines/engine';
import type { IngestRecord } from 'vexlab/dist/results/record';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { heldBytes, type HoldingChild, holdingChild } from '../../holding-child';
import { scriptedEngine } from '../scripted-engine';
import { smallDataset } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';
import { wrappedEngine } from '../wrapped-engine';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isLinux = process.platform === 'linux';

/** A server whose first process needs much memory only while it makes itself ready; `looked`: until it was looked at then. */
function building(children: readonly HoldingChild[], how: FoundBy, looked: boolean): Engine {
  const { engine } = scriptedEngine('a');
  let seen: () => void = () => undefined;
  const twoLooks = async (): Promise<void> => {
    let looks = 0;
    // With the second the first has ended.
    await new Promise<void>((resolve) => (seen = () => void (++looks === 2 && resolve())));
  };
  return wrappedEngine(engine, {
    connection: {
      how,
      pids: () => {
        seen();
        return children.map(({ pid }) => pid);
      },
    },
    collection: (collection) => ({
      async ready() {
        await children[0]?.hold();
        if (looked) await twoLooks();
        await children[0]?.free();
        return collection.ready();
      },
    }),
  });
}

async function filled(engine: Engine): Promise<IngestRecord> {
  const { records } = await runSweep(
    smallSweep({ workloads: [{ type: 'ingest', batches: [50] }] }),
    { output: folder },
    laboratory([engine], [smallDataset(100)]),
  );
  const [record] = records as IngestRecord[];
  expect(record?.state).toBe('ok');
  return record as IngestRecord;
}

/** How far the peak stands above every look that was not for its sake. */
function above(record: IngestRecord): number {
  const peak = peakMemory(record);
  const { before, after } = record.memory;
  const rest = [record.build.memory?.before, record.build.memory?.after, before, after].map(
    ({ engine } = {}) => engine,
  );
  return ('value' in peak ? peak.value : NaN) - Math.max(...rest.map((bytes) => bytes ?? NaN));
}

describe('the peak of an ingest', () => {
  it('holds what a process needed between two looks', async ({ skip }) => {
    if (!isLinux) return skip('only on Linux does the kernel keep the marks of processes for others to read');
    const record = await filled(building([await holdingChild()], 'started', false));
    expect(record.memory.peak?.processes).toBe(1);
    expect(above(record)).toBeGreaterThan(0.9 * heldBytes);
    expect(peakMemory(record)).not.toHaveProperty('limit');
  });

  it('holds what several processes need while they make themselves ready, and says what it may lack', async () => {
    const record = await filled(building([await holdingChild(), await holdingChild()], 'started', true));
    expect(above(record)).toBeGreaterThan(0.9 * heldBytes);
    expect(peakMemory(record)).toHaveProperty('limit', expect.stringContaining('between two looks'));
    if (isLinux) expect(record.memory.peak?.processes).toBe(2);
    const times = record.samples.map(({ ms }) => ms);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // Seen after the last insert was acknowledged.
    expect(record.samples.at(-1)?.vectors).toBe(100);
  });

  it("is of the looks alone where the server is not the lab's, whose mark it leaves as it is", async () => {
    const record = await filled(building([await holdingChild()], 'default-port', true));
    expect(record.memory).not.toHaveProperty('peak');
    expect(above(record)).toBeGreaterThan(0.9 * heldBytes);
    expect(peakMemory(record)).toHaveProperty('limit', expect.stringContaining('between two looks'));
  });
});
