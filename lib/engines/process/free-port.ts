import { createServer } from 'node:net';
import { LabError } from '../../base/lab-error';

/**
 * Ports below the range that Linux and macOS hand to outgoing connections (from 32768 and 49152): a server that is
 * stopped and started again must not lose its port to one of its own clients.
 */
const lowest = 20_000;
const highest = 32_767;

/** Whether a server could listen on this loopback port now. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first of `count` loopback ports from `port` on that somebody listens on; undefined where all are free. */
export async function firstTaken(port: number, count = 1): Promise<number | undefined> {
  for (let at = port; at < port + count; at++) if (!(await isFree(at))) return at;
  return undefined;
}

/** The first of `count` loopback ports in a row that nobody listens on; throws `port-in-use` after a hundred random tries. */
export async function freePort(count = 1): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest + 2 - count));
    if ((await firstTaken(port, count)) === undefined) return port;
  }
  throw new LabError({
    code: 'port-in-use',
    where: '127.0.0.1',
    what: `no ${count === 1 ? 'free port' : `${count} free ports in a row`} found between ${lowest} and ${highest}`,
    remedy: 'end some of the servers on this machine',
  });
}
