import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The runs of a results folder, each with a mark that changes whenever something is written to it. */
export type RunMarks = ReadonlyMap<string, string>;

/** Marks every run folder (one that holds a `run.json`); no folder, no runs. */
export function runMarks(folder: string): RunMarks {
  const marks = new Map<string, string>();
  for (const name of foldersIn(folder)) {
    const files = ['run.json', 'records.jsonl'].map((file) =>
      statSync(join(folder, name, file), { throwIfNoEntry: false }),
    );
    if (files[0]) marks.set(join(folder, name), files.map((file) => `${file?.mtimeMs}:${file?.size}`).join(' '));
  }
  return marks;
}

/** Folders of runs that are new or were written to between two looks, in their order by name. */
export const touchedRuns = (before: RunMarks, after: RunMarks): string[] =>
  [...after.keys()].filter((run) => before.get(run) !== after.get(run)).sort();

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
