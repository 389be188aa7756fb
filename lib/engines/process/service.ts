import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LabError } from '../../base/lab-error';
import { makeDataFolder } from './data-folder';
import type { Command } from './guarded-process';
import { diedError, startOnSomePort } from './start-on-some-port';

/** A server that the lab starts. */
export interface ServiceSpec {
  /** Name in errors and of the log file. */
  readonly name: string;
  /** A folder of its own, for data and log; made when it is not there. */
  readonly dataDir: string;
  /** How to start it on a loopback port. */
  command(port: number): Command;
  /** Whether it answers as it should; a rejection counts as no. */
  isReady(port: number): Promise<boolean>;
  /** A port that must be used; absent: any free one, chosen for each try. */
  readonly port?: number;
  /** How many ports in a row it listens on, from that one on; default 1. */
  readonly ports?: number;
  /** What listens is no process that the command starts: somebody else's answer can then not be told apart. */
  readonly elsewhere?: boolean;
  /** How long it may take to answer, milliseconds; default 120,000. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

/** A server that was started and answered. It ends with the lab, however the lab ends. */
export interface Service {
  readonly port: number;
  readonly logFile: string;
  /** Changes when it is started again; undefined where this machine does not see its process, and then `unseen` says why. */
  pid(): number | undefined;
  readonly unseen?: string | undefined;
  /** Stops it, by kill -9 where `hard`, and starts it again on the same port with the same data. */
  restart(hard?: boolean): Promise<void>;
  /** The error `server-died` when it has ended without being asked to; waits for the news for at most `withinMs`. */
  died(withinMs?: number): Promise<LabError | undefined>;
  stop(): Promise<void>;
}

/** A service that is a process of this machine. */
export interface ProcessService extends Service {
  pid(): number;
}

/**
 * Starts a server on a loopback port and resolves when it answers. Where a port was lost to somebody else after it was chosen,
 * it is tried once more with another, which the log says. Rejects with `port-in-use`,
 * `not-writable`, `no-space`, `server-died` (with its exit code and last log lines) or `not-ready` (deadline passed); each but
 * the first three names the log file.
 */
export async function startService(spec: ServiceSpec): Promise<ProcessService> {
  makeDataFolder(spec.dataDir, spec.name);
  const logFile = join(spec.dataDir, `${spec.name}.log`);
  const first = await startOnSomePort(spec, logFile);
  const { port } = first;
  let { process } = first;
  let stopped = false;
  return {
    port,
    logFile,
    pid: () => process.pid,
    async restart(hard = false) {
      await (hard ? process.kill() : process.stop());
      ({ process } = await startOnSomePort({ ...spec, port }, logFile));
    },
    async died(withinMs = 0) {
      const watched = process;
      if (withinMs > 0) await Promise.race([watched.exited, sleep(withinMs)]);
      return watched.exit() && watched === process && !stopped ? diedError(spec, logFile, watched) : undefined;
    },
    async stop() {
      stopped = true;
      await process.stop();
    },
  };
}
