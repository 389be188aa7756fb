import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { askedMs } from 'vexlab/dist/workload/run/asked-ms';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { scriptedEngine } from '../scripted-engine';
import { smallDataset } from '../small-dataset';
import { laboratory, smallSweep, temporaryFolder } from '../small-sweep';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the time that a cell asks to last', () => {
  const open = { loop: 'open', arrivals: 'poisson', k: 1, warmup: 0 } as const;
  const closed = { loop: 'closed', clients: 1, k: 1, requests: 10, warmup: 0 } as const;

  it('is that of its window, or of all that a search for the highest rate may make', () => {
    expect(askedMs({ type: 'open', ...open, rate: 5, durationMs: 900_000 })).toBe(900_000);
    expect(askedMs({ type: 'endurance', ...open, rate: 5, durationMs: 900_000, slices: 12 })).toBe(900_000);
    expect(askedMs({ type: 'search', ...closed, minMs: 700_000 })).toBe(700_000);
    expect(askedMs({ type: 'capacity', ...open, durationMs: 600_000, precision: 0.05 })).toBe(30 * 605_000);
  });

  it('is beside the time after which it is given up', async () => {
    const { engine } = scriptedEngine('silent', { search: () => new Promise<void>(() => undefined) });
    const sweep = smallSweep({
      engines: ['silent'],
      minMs: 200,
      warmup: 1,
      workloads: [
        { type: 'search' },
        { type: 'open', arrivals: 'constant', rates: [100], seconds: 0.3 },
        { type: 'endurance', arrivals: 'constant', rates: [1200], seconds: 0.4, slices: 12 },
      ],
    });
    const options = { output: folder, cellTimeoutMs: 500 };
    const { records } = await runSweep(sweep, options, laboratory([engine], [smallDataset()]));
    const whys = records.map((record) => [record.cell.workload.type, record.state, 'why' in record ? record.why : '']);
    for (const [type, seconds] of [
      ['search', 0.7],
      ['open', 0.8],
      ['endurance', 0.9],
    ]) {
      // prettier-ignore
      const why = expect.stringContaining(`not done within ${seconds} s`) as string;
      expect(whys).toContainEqual([type, 'timed-out', why]);
    }
  }, 30_000);
});
