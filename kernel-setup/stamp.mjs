// A stamp says that a step succeeded with exactly these inputs.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * A hash over words and the contents of files.
 * @param {readonly string[]} words
 * @param {readonly string[]} files
 */
export function hashOf(words, files = []) {
  const hash = createHash('sha256');
  for (const word of words) hash.update(`${word}\0`);
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/**
 * Files under a folder for which `keep` holds, sorted; hidden folders and those named in `without` are left out.
 * @param {string} folder
 * @param {(path: string) => boolean} keep
 * @param {readonly string[]} [without]
 * @returns {string[]}
 */
export function filesUnder(folder, keep, without = []) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        return entry.name.startsWith('.') || without.includes(entry.name) ? [] : filesUnder(path, keep, without);
      }
      return keep(relative(folder, path)) ? [path] : [];
    })
    .sort();
}

/**
 * @param {string} file
 * @returns {string | undefined}
 */
export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {string} hash
 */
export function writeStamp(file, hash) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${hash}\n`);
}
