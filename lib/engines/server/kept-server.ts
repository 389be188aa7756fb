import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../../base/paths';
import type { EngineContext } from '../engine';

/** A server that `vexlab up` started and keeps running. */
export interface KeptServer {
  readonly url: string;
  /** Of the server, for its memory and CPU. */
  readonly pid: number;
  readonly version?: string;
  /** Process that holds the server and ends it on SIGTERM. */
  readonly holder: number;
  readonly logFile: string;
}

/** Folder of the states and data of kept servers. */
export const keptFolder = (env: EngineContext['env']): string => join(cacheDir(env), 'up');

/** File in which the holder of a server says where it is. */
export const keptFile = (name: string, env: EngineContext['env']): string => join(keptFolder(env), `${name}.json`);

/** The kept server of that name; undefined where none is kept, or where its holder is gone. */
export function keptServer(name: string, env: EngineContext['env']): KeptServer | undefined {
  let kept: KeptServer;
  try {
    kept = JSON.parse(readFileSync(keptFile(name, env), 'utf8')) as KeptServer;
  } catch {
    // No such file, or one that its holder is still writing: none is kept yet.
    return undefined;
  }
  return isAlive(kept.holder) ? kept : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
