import { join } from 'node:path';
import { LabError } from '../../base/lab-error';
import { startService } from '../../engines/process/service';
import { type Behaviour, parseBehaviour, type Served } from './behaviour';

/** A server whose behaviour is known, in a process of its own: what the load generator is held against. */
export interface ReferenceServer {
  /** Without a slash at its end. Every path but /stats and /begin, by any method, is a request. */
  readonly url: string;
  readonly pid: number;
  /** What it served since its start or the last `begin`. */
  stats(): Promise<Served>;
  /** Counts from nothing; stalls and errors begin anew with the next request. */
  begin(): Promise<void>;
  stop(): Promise<void>;
}

export interface ReferenceServerOptions {
  /** A folder for its log; made where it is not there. */
  dataDir: string;
  signal?: AbortSignal;
}

/** Answers at once with a body of two bytes: what is left is the client's own ceiling, and the way. */
export const nullBehaviour: Behaviour = { serviceMs: 0 };

/**
 * Starts a reference server on a free loopback port; it ends with the lab, however the lab ends. LabError `bad-behaviour`, and
 * those of a service that does not start.
 */
export async function startReferenceServer(
  behaviour: Behaviour,
  { dataDir, signal }: ReferenceServerOptions,
): Promise<ReferenceServer> {
  const asked = JSON.stringify(parseBehaviour(behaviour));
  const service = await startService({
    name: 'reference-server',
    dataDir,
    command: (port) => ({
      file: process.execPath,
      args: [join(__dirname, 'reference-program.js'), String(port), asked],
      env: process.env,
    }),
    isReady: async (port) => (await fetch(`http://127.0.0.1:${port}/stats`)).ok,
    ...(signal && { signal }),
  });
  const url = `http://127.0.0.1:${service.port}`;
  const tell = async (path: string, method: 'GET' | 'POST'): Promise<unknown> => {
    const response = await fetch(`${url}${path}`, { method });
    if (response.ok) return response.json();
    throw new LabError({ code: 'bad-answer', where: `reference server ${path}`, what: `HTTP ${response.status}` });
  };
  return {
    url,
    pid: service.pid(),
    stats: async () => (await tell('/stats', 'GET')) as Served,
    async begin() {
      await tell('/begin', 'POST');
    },
    stop: () => service.stop(),
  };
}
