import type { Connection } from '../../engines/engine';
import { totalRss, usageOf } from '../../measure/usage';
import type { MemorySample } from '../../results/record';

/** Resident memory of the lab's process, and of the engine's where it has processes of its own that can be looked at. */
export async function memorySample(connection: Pick<Connection, 'pids'>): Promise<MemorySample> {
  const engine = totalRss(await usageOf(connection.pids()));
  return { lab: process.memoryUsage.rss(), ...(engine === undefined ? {} : { engine }) };
}
