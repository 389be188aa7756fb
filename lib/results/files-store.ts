import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError, messageOf } from '../base/lab-error';
import { writeWhole } from './export/write-whole';
import type { FilesReport } from './files-report';
import { filesSchema } from './files-schema';

/**
 * Stores a report as `files/<time>.json` of a results folder, whole or not at all, and says where; with `again` in the place of what was
 * stored of it before. LabError `file-exists`, `no-space`, `not-writable`.
 */
export async function writeFiles(results: string, report: FilesReport, again = false): Promise<string> {
  const path = join(results, 'files', `${report.at.replace(/[-:.]/g, '')}.json`);
  await writeWhole(path, `${JSON.stringify(report, null, 1)}\n`, again);
  return path;
}

/** Reads a report. LabError `bad-files`. */
export async function readFiles(path: string): Promise<FilesReport> {
  const bad = (what: string, cause?: unknown): LabError =>
    new LabError({ code: 'bad-files', where: path, what, remedy: 'measure again: npx vexlab files PATH', cause });
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (thrown) {
    throw bad(`no report can be read there: ${messageOf(thrown)}`, thrown);
  }
  const parsed = filesSchema.safeParse(value);
  if (parsed.success) return value as FilesReport;
  const issue = parsed.error.issues[0];
  throw bad(`${issue?.path.join('.')}: ${issue?.message}`);
}

/** What was kept of operations on files: a report, or why the newest cannot be read. */
export type KeptFiles =
  { readonly state: 'read'; readonly report: FilesReport } | { readonly state: 'unreadable'; readonly why: string };

/** The newest report in these results folders that was measured on one of these machines; undefined where there is none. */
export async function newestFiles(
  folders: readonly string[],
  machines: readonly string[],
): Promise<KeptFiles | undefined> {
  const found = [...new Set(folders.map((folder) => join(folder, 'files')))].flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.endsWith('.json'))
          .map((name) => ({ name, path: join(folder, name) }))
      : [],
  );
  // Their names are times.
  for (const { path } of found.sort((a, b) => b.name.localeCompare(a.name))) {
    try {
      const report = await readFiles(path);
      if (machines.includes(report.machine.id)) return { state: 'read', report };
    } catch (thrown) {
      return { state: 'unreadable', why: messageOf(thrown) };
    }
  }
  return undefined;
}
