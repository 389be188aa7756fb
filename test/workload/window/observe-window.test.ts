import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Connection } from 'vexlab/dist/engines/engine';
import { machineCpu } from 'vexlab/dist/measure/machine-cpu';
import { observeWindow } from 'vexlab/dist/workload/window/observe-window';

const run = promisify(execFile);
const spinMs = 300;
/** A program that has nothing to do with the measurement. */
const spin = () => run(process.execPath, ['-e', `while (process.cpuUsage().user < ${spinMs * 1000});`]);

const connection = (how: Connection['how']) =>
  ({ how, pids: () => [], capabilities: {}, clientVersion: '1' }) as unknown as Connection;

describe('a window in which another program is busy', () => {
  it('holds what that took of the machine', async ({ skip }) => {
    if ((await machineCpu()) === undefined) return skip('what the whole machine does is not told here');
    const { observed } = await observeWindow(connection('in-process'), spin);
    // The kernel counts in ticks.
    expect(observed.cpu.others).toBeGreaterThan(0.5 * spinMs);
  });

  it('does not call it of others where the engine is not seen', async ({ skip }) => {
    if ((await machineCpu()) === undefined) return skip('what the whole machine does is not told here');
    const { observed } = await observeWindow(connection('environment'), () => Promise.resolve());
    expect(observed.cpu).not.toHaveProperty('others');
    expect(observed.cpu).toHaveProperty('machine');
  });
});
