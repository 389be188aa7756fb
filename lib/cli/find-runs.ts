import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { LabError } from '../base/lab-error';
import type { StoredRun, UnreadableRun } from '../results/run-store';

const unknownRun = (where: string, what: string, remedy = 'npx vexlab runs lists them') =>
  new LabError({ code: 'unknown-run', where, what, remedy });

const noRun = (where: string) => unknownRun(where, 'holds no run', 'npx vexlab run makes one');

/**
 * The runs asked for: each a folder, an id or the beginning of one id. None asked for: the newest run.
 * Throws a LabError (`unknown-run`) where one is not there or a beginning fits several.
 */
export async function findRuns(folder: string, names: readonly string[]): Promise<StoredRun[]> {
  const { readRun, readRuns } = await import('../results/run-store.js');
  const paths = names.filter((name) => existsSync(join(name, 'run.json')));
  const ids = names.filter((name) => !paths.includes(name));
  const stored = ids.length > 0 || names.length === 0 ? await readRuns(folder) : { runs: [], unreadable: [] };
  if (names.length === 0) {
    const newest = stored.runs.at(-1);
    if (!newest)
      throw stored.unreadable.length > 0 ? unknownRun(folder, 'holds no run that can be read') : noRun(folder);
    return [newest];
  }
  const found = new Map<string, StoredRun>();
  for (const name of names) {
    const run = paths.includes(name) ? await readRun(resolve(name)) : oneRun(folder, stored, basename(name));
    found.set(run.manifest.run, run);
  }
  return [...found.values()];
}

function oneRun(
  folder: string,
  { runs, unreadable }: { runs: readonly StoredRun[]; unreadable: readonly UnreadableRun[] },
  id: string,
): StoredRun {
  const damaged = unreadable.find(({ run }) => run === id);
  if (damaged) throw unknownRun(folder, `run "${id}" cannot be read: ${damaged.why}`);
  if (runs.length + unreadable.length === 0) throw noRun(folder);
  const exact = runs.find((run) => run.manifest.run === id);
  if (exact) return exact;
  const fitting = runs.filter((run) => run.manifest.run.startsWith(id));
  if (fitting.length > 1) throw unknownRun(folder, `"${id}" fits ${fitting.length} runs`);
  const [run] = fitting;
  if (!run) throw unknownRun(folder, `holds no run "${id}"`);
  return run;
}
