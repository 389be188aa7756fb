import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../base/make-folder';
import { cacheDir } from '../../base/paths';
import type { EngineContext } from '../engine';

const fileOf = (env: EngineContext['env']): string => join(cacheDir(env), 'secret');

/**
 * Password of the servers that the lab starts for this user, made once: no other user of the machine may read or write what
 * is measured. In a file that only its owner can read, because a server that is kept running is used by later processes too.
 */
export function ownSecret(env: EngineContext['env']): string {
  const known = knownSecret(env);
  if (known) return known;
  const file = fileOf(env);
  makeFolder(cacheDir(env));
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, randomBytes(24).toString('hex'), { mode: 0o600 });
  try {
    // Whole or not at all; where two make it at once, the first one's stands.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8');
}

/** The same where it was made already: what a look around may use, which makes nothing. */
export function knownSecret(env: EngineContext['env']): string | undefined {
  try {
    return readFileSync(fileOf(env), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether a URL is of this machine, where alone the passwords of compose.yaml's containers are tried. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}
