import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeFolder } from '../base/make-folder';
import type { StoredRun } from '../results/run-store';
import { resultsFolder } from '../results/results-folder';
import { writeError } from '../results/write-error';

/**
 * Writes the report over runs as one self-contained HTML file and returns its path. Contract reports, and the newest report on files of
 * the runs' machine, are looked for beside the runs and in the lab's results folder. LabError `no-space`, `not-writable`.
 */
export async function writeReport(runs: readonly StoredRun[], file: string): Promise<string> {
  const { report } = await import('../views/report.js');
  const { readContracts } = await import('../results/contract-store.js');
  const path = resolve(file);
  const { newestFiles } = await import('../results/files-store.js');
  const folders = [resultsFolder(undefined, process.env), ...runs.map(({ dir }) => dirname(dir))];
  const { reports } = await readContracts(folders);
  const files = await newestFiles(
    folders,
    runs.map(({ manifest }) => manifest.machine.id),
  );
  const html = report(runs, { contracts: reports, ...(files && { files }) });
  try {
    makeFolder(dirname(path));
    writeFileSync(path, html);
  } catch (thrown) {
    throw writeError(path, thrown);
  }
  return path;
}
