import { readFile, readdir } from 'node:fs/promises';
import { kernelUnits } from './kernel-units';
import type { ProcessUsage, Usage } from './usage';

/** {@link Usage} from Linux's /proc, of the processes and their descendants. */
export async function procUsage(pids: readonly number[]): Promise<Usage> {
  const [{ ticksPerSecond, pageSize }, table] = await Promise.all([kernelUnits(), processTable()]);
  const seen = new Map<number, ProcessUsage>();
  const pending = [...pids];
  for (let pid = pending.pop(); pid !== undefined; pid = pending.pop()) {
    const row = table.get(pid);
    if (!row || seen.has(pid)) continue;
    const ms = (ticks: number): number => (ticks * 1000) / ticksPerSecond;
    seen.set(pid, { rss: row.pages * pageSize, cpuMs: ms(row.ticks), endedMs: ms(row.ofEnded) });
    if (pid === process.pid) continue;
    for (const [child, { parent }] of table) if (parent === pid) pending.push(child);
  }
  if (seen.size < 2) return seen;
  // What several processes share would count once for each: a database of many processes would look larger than it is.
  const shared = await Promise.all(
    [...seen].map(async ([pid, used]) => [pid, { ...used, rss: (await pss(pid)) ?? used.rss }] as const),
  );
  return new Map(shared);
}

/** Resident bytes with what is shared split evenly among those who share it; undefined where it may not be read. */
async function pss(pid: number): Promise<number | undefined> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'latin1').catch(() => '');
  const kib = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
  return kib === undefined ? undefined : Number(kib) * 1024;
}

interface Row {
  parent: number;
  ticks: number;
  ofEnded: number;
  pages: number;
}

async function processTable(): Promise<Map<number, Row>> {
  const table = new Map<number, Row>();
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  await Promise.all(
    pids.map(async (pid) => {
      // A process may end between the listing and the reading.
      const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
      if (stat === undefined) return;
      // proc(5): the name stands in parentheses and may itself hold spaces and parentheses; fields count from 3 after it.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const field = (number: number): number => Number(fields[number - 3]);
      const [ticks, ofEnded] = [field(14) + field(15), field(16) + field(17)];
      table.set(Number(pid), { parent: field(4), ticks, ofEnded, pages: field(24) });
    }),
  );
  return table;
}
