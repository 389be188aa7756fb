import { rmSync } from 'node:fs';
import { PerformanceObserver } from 'node:perf_hooks';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { acknowledgedRate, searchableRate } from 'vexlab/dist/analysis/ingest-rates';
import type { Batch, Engine } from 'vexlab/dist/engines/engine';
import type { IngestRecord } from 'vexlab/dist/results/record';
import { observeWindow } from 'vexlab/dist/workload/window/observe-window';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { scriptedEngine } from '../scripted-engine';
import { smallDataset } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';
import { wrappedEngine } from '../wrapped-engine';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** CPU that each insert and getting ready take, milliseconds, and checking: far more than all else of filling a small collection. */
const stepCpuMs = 100;
const checkingCpuMs = 1000;

function burn(ms: number): void {
  const start = process.cpuUsage();
  const used = (): number => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  while (used() < ms);
}

/** An engine that notes in which order it is asked, and when the lab looks at its processes. */
function watched(log: string[]): Engine {
  const { engine } = scriptedEngine('a', { verify: () => burn(checkingCpuMs) });
  const noted =
    <A extends unknown[], R>(name: string, work: (...given: A) => R) =>
    (...given: A): R => {
      log.push(name);
      return work(...given);
    };
  return wrappedEngine(engine, {
    connection: { pids: noted('look', () => [process.pid]) },
    collection(collection) {
      log.push('open');
      return {
        insert: noted('insert', (batch: Batch) => {
          burn(stepCpuMs);
          return collection.insert(batch);
        }),
        ready: noted('ready', () => {
          burn(stepCpuMs);
          return collection.ready();
        }),
        verify: noted('verify', async () => collection.verify?.()),
        count: noted('count', () => collection.count()),
      };
    },
  });
}

describe('the window of an ingest', () => {
  it('begins before the first insert and ends when all is searchable', async () => {
    const log: string[] = [];
    const { records } = await runSweep(
      smallSweep({ workloads: [{ type: 'ingest', batches: [50] }] }),
      { output: folder },
      laboratory([watched(log)], [smallDataset(100)]),
    );
    const [record] = records as IngestRecord[];
    expect(record?.state).toBe('ok');
    const steps = log.slice(log.indexOf('open'), log.indexOf('count') + 1);
    // How often the lab looks on while it fills is a matter of speed.
    const [first, last] = [steps.indexOf('look'), steps.lastIndexOf('look')];
    const without = steps.filter((name, i) => name !== 'look' || i === first || i === last);
    expect(without.filter((name, i) => name !== without[i - 1])).toEqual([
      ...['open', 'look', 'insert', 'ready', 'look', 'verify', 'count'],
    ]);
    // Not a matter of speed: it is CPU time that two inserts, getting ready and verifying take, and nothing else takes that much.
    expect(record?.cpu.lab).toBeGreaterThanOrEqual(3 * stepCpuMs);
    expect(record?.cpu.lab).toBeLessThan(checkingCpuMs);
    // An engine's CPU is counted in ticks of 10 ms.
    expect(record?.cpu.engine).toBeGreaterThan(2.5 * stepCpuMs);
    expect(record?.cpu.engine).toBeLessThan(checkingCpuMs);
  });
});

describe('the time of an ingest', () => {
  /** Inserts take 10 ms each, getting ready 5 ms, and what the lab does after each insert `between` ms. */
  async function timed(between: number): Promise<IngestRecord> {
    let now = 0;
    const { engine } = scriptedEngine('a', { insert: () => void (now += 10e6) });
    const slow = wrappedEngine(engine, {
      collection: (collection) => ({
        ready() {
          now += 5e6;
          return collection.ready();
        },
      }),
    });
    const { records } = await runSweep(
      smallSweep({ workloads: [{ type: 'ingest', batches: [50] }] }),
      {
        output: temporaryFolder(),
        progress({ stage }) {
          if (stage.startsWith('building')) now += between * 1e6;
        },
      },
      { ...laboratory([slow], [smallDataset(100)]), clock: { now: () => now } },
    );
    return records[0] as IngestRecord;
  }

  it('until all is searchable holds what the lab did between inserts, that of inserts does not', async () => {
    const record = await timed(90);
    expect(record.build).toMatchObject({ insertMs: 20, readyMs: 5, wallMs: 205 });
    expect([acknowledgedRate(record), searchableRate(record)]).toEqual([5000, 100 / 0.205]);
    const [found] = record.findings.filter(({ check }) => check === 'between-inserts');
    expect(found).toMatchObject({ verdict: 'warn', numbers: { betweenMs: 180, wallMs: 205, share: 180 / 205 } });
    expect(found?.advice).toMatch(/180\.0 of the 205\.0 ms .*88 %/);
  });

  it.each([
    [0.5, 'pass'],
    [1, 'warn'],
  ])('%d ms after each of two inserts, of 25 ms: %s', async (between, verdict) => {
    const { findings } = await timed(between);
    expect(findings.find(({ check }) => check === 'between-inserts')?.verdict).toBe(verdict);
  });
});

describe('a window whose work fails', () => {
  it('rejects with what was thrown, and stops watching', async () => {
    const connection = await scriptedEngine('a').engine.connect({
      dataDir: folder,
      env: {},
      progress: () => undefined,
    });
    const begun = vi.spyOn(PerformanceObserver.prototype, 'observe');
    const ended = vi.spyOn(PerformanceObserver.prototype, 'disconnect');
    await expect(observeWindow(connection, () => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
    expect([begun.mock.calls.length, ended.mock.calls.length]).toEqual([1, 1]);
    vi.restoreAllMocks();
  });
});
