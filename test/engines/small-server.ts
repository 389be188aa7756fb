import type { Command } from 'vexlab/dist/engines/process/guarded-process';
import type { ServiceSpec } from 'vexlab/dist/engines/process/service';

/** What a small HTTP server of these tests does beside answering with its pid. */
export interface Manners {
  /** Says this on its error output and ends with code 3 before it listens. */
  readonly failsWith?: string;
  readonly ignoresTerm?: boolean;
  /** Starts a child that sleeps, and answers with the child's pid. */
  readonly hasChild?: boolean;
  /** Does not listen at all. */
  readonly mute?: boolean;
}

const source = `
  const [port, manners] = [Number(process.argv[1]), JSON.parse(process.argv[2])];
  if (manners.failsWith) { console.error('starting\\n\\u001b[31m' + manners.failsWith + '\\u001b[0m\\n'); process.exit(3); }
  if (manners.ignoresTerm) process.on('SIGTERM', () => undefined);
  const child = manners.hasChild && require('child_process').spawn('sleep', ['600']);
  const server = require('http').createServer((_, response) => response.end(String(child ? child.pid : process.pid)));
  if (manners.mute) setInterval(() => undefined, 1000); else server.listen(port, '127.0.0.1');
`;

export function smallServer(port: number, manners: Manners = {}): Command {
  return { file: process.execPath, args: ['-e', source, String(port), JSON.stringify(manners)], env: process.env };
}

/** The specification of a small server as a service. */
export function smallService(dataDir: string, manners: Manners = {}): ServiceSpec {
  return {
    name: 'small',
    dataDir,
    command: (port) => smallServer(port, manners),
    isReady: async (port) => (await ask(port)) > 0,
  };
}

/** The number that a small server answers with. */
export async function ask(port: number): Promise<number> {
  return Number(await (await fetch(`http://127.0.0.1:${port}/`)).text());
}
