import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A shell script that stands in for a program of the machine, e.g. `go`. */
export function programFile(folder: string, name: string, script: string): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** Where the script finds its own tools, and before them the stand-ins of a folder. */
export const pathWith = (folder: string): string => `${folder}:/usr/bin:/bin`;
