import type { Connection, FoundBy } from '../../engines/engine';
import { watchEventLoop } from '../../measure/event-loop';
import { type GarbageLoad, watchGarbage } from '../../measure/garbage';
import { machineBetween, machineCpu } from '../../measure/machine-cpu';
import { watchPeakMemory } from '../../measure/peak-memory';
import { cpuBetween, endedBetween, usageOf } from '../../measure/usage';
import type { MeasuredFacts } from '../../results/record';
import { memorySample } from './memory-sample';

/** What a window took of client and engine. */
export interface Observed extends Pick<MeasuredFacts, 'memory' | 'cpu' | 'eventLoop'> {
  lab: GarbageLoad;
  /** Share of the window in which the client's event loop was busy. */
  utilisation: number;
}

/** Servers that the lab found running and did not start. */
const foundRunning: readonly FoundBy[] = ['environment', 'default-port'];

/** Does the work of a window, and looks at memory, CPU, event loop and garbage collection around it. */
export async function observeWindow<T>(
  connection: Connection,
  work: () => Promise<T>,
): Promise<{ seen: T; observed: Observed }> {
  const watch = await watchEventLoop();
  const usageBefore = await usageOf(connection.pids());
  const before = await memorySample(connection);
  // Whoever runs a server of their own may watch its mark.
  const peakOf = await watchPeakMemory(foundRunning.includes(connection.how) ? [] : usageBefore.keys());
  const machineBefore = await machineCpu();
  const garbage = watchGarbage();
  const cpuStart = process.cpuUsage();
  const seen = await work().catch(async (thrown: unknown) => {
    // A watch that is left running would burden whatever the lab does next.
    await Promise.all([garbage.stop(), watch.stop()]);
    throw thrown;
  });
  const cpu = process.cpuUsage(cpuStart);
  const machineAfter = await machineCpu();
  const lab = await garbage.stop();
  const usageAfter = await usageOf(connection.pids());
  const after = await memorySample(connection);
  // The marks of processes that began and ended meanwhile are gone with them.
  const peak = endedBetween(usageBefore, usageAfter) > 0 ? undefined : await peakOf(usageAfter.keys());
  const loop = await watch.stop();
  const engine = cpuBetween(usageBefore, usageAfter);
  const known = { lab: (cpu.user + cpu.system) / 1000, ...(engine === undefined ? {} : { engine }) };
  const apart = engine ?? (connection.how === 'in-process' ? 0 : undefined);
  return {
    seen,
    observed: {
      memory: { before, after, ...(peak && { peak }) },
      cpu: { ...known, ...machineBetween(machineBefore, machineAfter, { lab: known.lab, engine: apart }) },
      eventLoop: { p99: loop.p99, max: loop.max },
      lab,
      utilisation: loop.utilisation,
    },
  };
}
