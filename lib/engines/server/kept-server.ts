import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from '../../base/paths';
import { processIdentity } from '../../base/process-identity';
import type { EngineContext } from '../engine';

/** A server that `vexlab up` started and keeps running. */
export interface KeptServer {
  readonly url: string;
  /** Of the server, for its memory and CPU; absent where this machine does not see it, and `unseen` says why. */
  readonly pid?: number;
  readonly unseen?: string;
  readonly version?: string;
  /** Process that holds the server and ends it on SIGTERM. */
  readonly holder: number;
  /** Tells it from a later process that was given its id, also after the machine was started again. */
  readonly holderIdentity: string;
  readonly logFile: string;
}

/** Folder of the states and data of kept servers. */
export const keptFolder = (env: EngineContext['env']): string => join(cacheDir(env), 'up');

/** File in which the holder of a server says where it is. */
export const keptFile = (name: string, env: EngineContext['env']): string => join(keptFolder(env), `${name}.json`);

/** Folder of a kept server's data and log; it outlives the server. */
export const keptData = (name: string, env: EngineContext['env']): string => join(keptFolder(env), name);

/** Names of the servers that are kept now, and of those that were and left their data. */
export function keptNames(env: EngineContext['env']): { up: string[]; withData: string[] } {
  if (!existsSync(keptFolder(env))) return { up: [], withData: [] };
  const entries = readdirSync(keptFolder(env), { withFileTypes: true });
  const named = entries.flatMap(({ name }) => /^(.+)\.json$/.exec(name)?.[1] ?? []);
  const withData = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return { up: named.filter((name) => keptServer(name, env)).sort(), withData: withData.sort() };
}

/** The kept server of that name; undefined where none is kept, or where its holder is gone. */
export function keptServer(name: string, env: EngineContext['env']): KeptServer | undefined {
  let kept: KeptServer;
  try {
    kept = JSON.parse(readFileSync(keptFile(name, env), 'utf8')) as KeptServer;
  } catch {
    // No such file, or one that its holder is still writing: none is kept yet.
    return undefined;
  }
  return kept.holderIdentity === processIdentity(kept.holder) ? kept : undefined;
}
