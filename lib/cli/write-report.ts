import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeFolder } from '../base/make-folder';
import type { StoredRun } from '../results/run-store';
import { writeError } from '../results/write-error';

/** Writes the report over runs as one self-contained HTML file and returns its path. LabError `no-space`, `not-writable`. */
export async function writeReport(runs: readonly StoredRun[], file: string): Promise<string> {
  const { report } = await import('../views/report.js');
  const path = resolve(file);
  const html = report(runs);
  try {
    makeFolder(dirname(path));
    writeFileSync(path, html);
  } catch (thrown) {
    throw writeError(path, thrown);
  }
  return path;
}
