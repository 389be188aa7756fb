import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../base/make-folder';
import { writeError } from '../results/write-error';

/** One `vexlab start`, which may take several tries: what one try has measured, the next does not measure again. */
export interface StartSession {
  readonly id: string;
  /** An earlier try was stopped, and this goes on with it. */
  readonly resumed: boolean;
  /** Forgets it: the next start measures anew. */
  end: () => void;
}

/**
 * Begins a session in a results folder, or goes on with one of the same profile that was stopped or killed.
 * LabError `not-writable` or `no-space`.
 */
export function startSession(output: string, profile: string, now = new Date()): StartSession {
  const path = join(output, 'start.json');
  const end = () => rmSync(path, { force: true });
  const stopped = readSession(path);
  if (stopped?.profile === profile) return { id: stopped.session, resumed: true, end };
  const id = `start-${now.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  try {
    makeFolder(output);
    writeFileSync(path, `${JSON.stringify({ session: id, profile })}\n`);
  } catch (thrown) {
    throw writeError(path, thrown);
  }
  return { id, resumed: false, end };
}

/** Undefined also where the file cannot be read as one: then a new session begins. */
function readSession(path: string): { session: string; profile: string } | undefined {
  try {
    const { session, profile } = JSON.parse(readFileSync(path, 'utf8')) as { session?: unknown; profile?: unknown };
    return typeof session === 'string' && typeof profile === 'string' ? { session, profile } : undefined;
  } catch {
    return undefined;
  }
}
