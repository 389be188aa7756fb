import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { summariseIngest } from 'vexlab/dist/analysis/summarise-ingest';
import type { Engine } from 'vexlab/dist/engines/engine';
import type { IngestRecord } from 'vexlab/dist/results/record';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { scriptedEngine } from '../scripted-engine';
import { smallDataset } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';
import { wrappedEngine } from '../wrapped-engine';

const folder = temporaryFolder();
const heldBytes = 200e6;

/** Holds and frees memory as it is told, and says when it has: a thread of V8 goes on freeing after `gc` has returned. */
const program = `
  const before = process.memoryUsage.rss();
  let held;
  const said = () => {
    const freed = held !== undefined || process.memoryUsage.rss() < before + 0.05 * ${heldBytes};
    if (freed) process.stdout.write('done');
    else setTimeout(said, 5);
  };
  process.stdin.on('data', (word) => {
    held = String(word) === 'hold' ? Buffer.alloc(${heldBytes}, 1) : undefined;
    gc();
    said();
  });
  process.stdout.write('up');
`;

let child: ChildProcess;
beforeAll(async () => {
  child = spawn(process.execPath, ['--expose-gc', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout as NodeJS.ReadableStream, 'data');
});
afterAll(async () => {
  child.stdin?.end();
  await once(child, 'exit');
  rmSync(folder, { recursive: true, force: true });
});

const tell = async (word: string): Promise<void> => {
  child.stdin?.write(word);
  await once(child.stdout as NodeJS.ReadableStream, 'data');
};

/** A server that builds its index when all is there, for as long as it takes the lab to look at it twice. */
function building(): Engine {
  const { engine } = scriptedEngine('a');
  let looked: () => void = () => undefined;
  const twoLooks = async (): Promise<void> => {
    let looks = 0;
    // With the second the first has ended.
    await new Promise<void>((resolve) => (looked = () => void (++looks === 2 && resolve())));
  };
  return wrappedEngine(engine, {
    connection: {
      how: 'started',
      pids: () => {
        looked();
        return [child.pid as number];
      },
    },
    collection: (collection) => ({
      async ready() {
        await tell('hold');
        await twoLooks();
        await tell('free');
        return collection.ready();
      },
    }),
  });
}

describe('the peak of an ingest', () => {
  it('holds what an engine needs only while it makes itself ready', async () => {
    const { records } = await runSweep(
      smallSweep({ workloads: [{ type: 'ingest', batches: [50] }] }),
      { output: folder },
      laboratory([building()], [smallDataset(100)]),
    );
    const [record] = records as IngestRecord[];
    expect(record?.state).toBe('ok');
    const rest = [record?.build.memory?.before.engine, record?.build.memory?.after.engine, record?.memory.after.engine];
    const [outcome] = summariseIngest(records);
    const peak =
      outcome?.state === 'measured' && outcome.peakMemory.state === 'known' ? outcome.peakMemory.estimate : null;
    for (const bytes of rest) expect((peak?.value ?? NaN) - (bytes ?? NaN)).toBeGreaterThan(0.9 * heldBytes);
    const times = record?.samples.map(({ ms }) => ms) ?? [];
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // Seen after the last insert was acknowledged.
    expect(record?.samples.at(-1)?.vectors).toBe(100);
  });
});
