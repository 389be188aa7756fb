import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../../engines/engine';
import type { Clock } from '../../measure/clock';
import { folderSize } from '../../measure/folder-size';
import { cpuBetween, totalRss, usageOf } from '../../measure/usage';
import type { SliceFacts } from '../../results/record';

/** What stood at the end of a slice, and the CPU since the end of the one before. */
export type SliceLook = Pick<SliceFacts, 'memory' | 'cpu' | 'disk'>;

export interface SliceWatch {
  /** One for each slice, when the last is over; rejects once stopped before, or with the signal's reason. */
  looks: Promise<SliceLook[]>;
  /** Looks no more. */
  stop(): void;
}

/**
 * Looks at memory, CPU and disk at the end of each slice from now on, beside the clients, who begin a moment later; `told` hears
 * how many slices are over.
 */
export function watchSlices(
  connection: Pick<Connection, 'pids' | 'dataFolder'>,
  {
    clock,
    slices,
    sliceMs,
    told,
    signal,
  }: {
    clock: Clock;
    slices: number;
    sliceMs: number;
    told: (done: number) => void;
    signal?: AbortSignal | undefined;
  },
): SliceWatch {
  const ending = new AbortController();
  const over = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal;
  const watch = async (): Promise<SliceLook[]> => {
    const began = clock.now();
    const looks: SliceLook[] = [];
    let [usage, lab] = [await usageOf(connection.pids()), process.cpuUsage()];
    told(0);
    while (looks.length < slices) {
      const end = began + (looks.length + 1) * sliceMs * 1e6;
      await sleep(Math.max(0, (end - clock.now()) / 1e6), undefined, { signal: over });
      const [before, labBefore] = [usage, lab];
      [usage, lab] = [await usageOf(connection.pids()), process.cpuUsage()];
      const engineMemory = totalRss(usage);
      const engineCpu = cpuBetween(before, usage);
      const disk = connection.dataFolder === undefined ? undefined : await folderSize(connection.dataFolder);
      looks.push({
        memory: { lab: process.memoryUsage.rss(), ...(engineMemory !== undefined && { engine: engineMemory }) },
        cpu: {
          lab: (lab.user + lab.system - labBefore.user - labBefore.system) / 1000,
          ...(engineCpu !== undefined && { engine: engineCpu }),
        },
        ...(disk !== undefined && { disk }),
      });
      told(looks.length);
    }
    return looks;
  };
  return { looks: watch(), stop: () => ending.abort() };
}
