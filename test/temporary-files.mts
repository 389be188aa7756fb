import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives one run of the tests a folder of its own for temporary files, and removes it: hundreds of tests make some. */
export default function temporaryFiles(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'vexlab-tests-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
