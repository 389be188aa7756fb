import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Connection } from 'vexlab/dist/engines/engine';
import { observeWindow } from 'vexlab/dist/workload/window/observe-window';

const run = promisify(execFile);
const spinMs = 800;
/** A program that has nothing to do with the measurement. */
const spin = () => run(process.execPath, ['-e', `while (process.cpuUsage().user < ${spinMs * 1000});`]);

const connection = (how: Connection['how'], pids: readonly number[] = []) =>
  ({ how, pids: () => pids, capabilities: {}, clientVersion: '1' }) as unknown as Connection;

describe('a window in which another program is busy', () => {
  it('holds what that took of the machine, apart from the lab and the engine', async ({ skip }) => {
    if (process.platform !== 'linux') return skip('only Linux tells what the machine was busy with');
    const { observed } = await observeWindow(connection('in-process'), spin);
    const { lab, others = NaN, stolen = NaN, machine = NaN } = observed.cpu;
    // The kernel counts in ticks.
    expect(others).toBeGreaterThan(0.5 * spinMs);
    expect(stolen).toBeGreaterThanOrEqual(0);
    expect(machine).toBeGreaterThan(lab + others + stolen - 100);
  });

  it('cannot tell it from an engine whose processes are not seen', async ({ skip }) => {
    if (process.platform !== 'linux') return skip('only Linux tells what the machine was busy with');
    const { observed } = await observeWindow(connection('environment'), () => Promise.resolve());
    expect(observed.cpu).not.toHaveProperty('others');
    expect(observed.cpu).toHaveProperty('machine');
  });
});
