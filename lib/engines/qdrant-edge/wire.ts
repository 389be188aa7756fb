import { connect, type Socket } from 'node:net';
import { LabError, messageOf } from '../../base/lab-error';

/** What the sidecar does, by the number that it knows it by. */
export const operation = {
  hello: 0,
  create: 1,
  load: 2,
  insert: 3,
  search: 4,
  ping: 5,
  optimize: 6,
  info: 7,
  count: 8,
  remove: 9,
  close: 10,
  searchBatch: 11,
} as const;

/** A connection to the sidecar. Requests may be made before earlier ones are answered. */
export interface Wire {
  /** Rejects with `engine-error` and what the engine said as cause, or `unreachable` where the connection is broken. */
  request(operation: number, ...parts: readonly Uint8Array[]): Promise<Buffer>;
  /** Requests without an answer reject with `closed`. Safe to call twice. */
  close(): void;
}

/** Length, number, and operation or failure. */
const headBytes = 9;

interface Waiting {
  readonly resolve: (result: Buffer) => void;
  readonly reject: (error: unknown) => void;
}

export async function openWire(port: number): Promise<Wire> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', (error) => reject(unreachable(port, error)));
  });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let ended: LabError | undefined;
  const end = (error: LabError): void => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
    socket.destroy();
  };
  readFrames(socket, (number, failed, result) => {
    const request = waiting.get(number);
    waiting.delete(number);
    // Only a request that waits keeps the program alive.
    if (waiting.size === 0) socket.unref();
    if (failed) request?.reject(engineError(result.toString()));
    else request?.resolve(result);
  });
  socket.on('error', (error) => end(unreachable(port, error)));
  socket.on('close', () => end(unreachable(port)));
  socket.unref();

  return {
    request(operation, ...parts) {
      if (ended) return Promise.reject(ended);
      const number = (last = (last + 1) >>> 0);
      const head = Buffer.alloc(headBytes);
      head.writeUInt32LE(
        parts.reduce((sum, part) => sum + part.byteLength, 0),
        0,
      );
      head.writeUInt32LE(number, 4);
      head.writeUInt8(operation, 8);
      socket.ref();
      return new Promise((resolve, reject) => {
        waiting.set(number, { resolve, reject });
        socket.write(Buffer.concat([head, ...parts]));
      });
    },
    close: () => end(new LabError({ code: 'closed', where: 'qdrant-edge', what: 'the connection was closed' })),
  };
}

/** Calls back for each whole answer that came. */
function readFrames(socket: Socket, told: (number: number, failed: boolean, result: Buffer) => void): void {
  let rest: Buffer[] = [];
  let bytes = 0;
  let needed = headBytes;
  socket.on('data', (chunk: Buffer) => {
    rest.push(chunk);
    bytes += chunk.length;
    if (bytes < needed) return;
    let all = rest.length === 1 ? chunk : Buffer.concat(rest);
    for (;;) {
      needed = all.length < headBytes ? headBytes : headBytes + all.readUInt32LE(0);
      if (all.length < needed) break;
      told(all.readUInt32LE(4), all.readUInt8(8) !== 0, all.subarray(headBytes, needed));
      all = all.subarray(needed);
    }
    rest = [all];
    bytes = all.length;
  });
}

function unreachable(port: number, cause?: Error): LabError {
  const why = cause === undefined ? '' : ` (${messageOf(cause)})`;
  const what = `its process does not answer on 127.0.0.1:${port}${why}`;
  return new LabError({ code: 'unreachable', where: 'qdrant-edge', what, remedy: 'see whether it runs', cause });
}

function engineError(said: string): LabError {
  const code = /dimension error/i.test(said) ? 'wrong-dimension' : 'engine-error';
  return new LabError({ code, where: 'qdrant-edge', what: messageOf(said), cause: new Error(said) });
}
