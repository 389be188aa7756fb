import { existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** What the server does with the n-th request (from 0) of a test. */
export type Answer = (request: IncomingMessage, response: ServerResponse, n: number) => void;

/** A real server on a free loopback port; `answer` is set by each test. */
export class FileServer {
  answer: Answer = (_, response) => response.writeHead(404).end();
  readonly requests: IncomingMessage[] = [];
  readonly #server = createServer((request, response) => {
    this.requests.push(request);
    this.answer(request, response, this.requests.length - 1);
  });

  static async start(): Promise<FileServer> {
    const server = new FileServer();
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    afterAll(() => {
      server.#server.closeAllConnections();
      server.#server.close();
    });
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/file`;
  }

  serve(answer: Answer): void {
    this.requests.length = 0;
    this.answer = answer;
  }
}

/** Sends `bytes` as a well-behaved server does: ranges, If-Range, a strong entity tag. */
export function sendFile(bytes: Buffer, etag: string): Answer {
  return (request, response) => {
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const from = range && request.headers['if-range'] === etag ? Number(range[1]) : 0;
    const common = { etag, 'accept-ranges': 'bytes' };
    if (from >= bytes.length) {
      response.writeHead(416, { ...common, 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    const length = { 'content-length': bytes.length - from };
    if (from > 0) {
      const contentRange = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
      response.writeHead(206, { ...common, ...length, 'content-range': contentRange });
    } else {
      response.writeHead(200, { ...common, ...length });
    }
    response.end(bytes.subarray(from));
  };
}

/** Sends the head and `count` bytes of a whole answer, and cuts the connection once `file` holds them. */
export function cutAfter(bytes: Buffer, count: number, file: string, etag?: string): Answer {
  return (_, response) => {
    response.writeHead(200, { 'content-length': bytes.length, ...(etag && { etag }) });
    response.write(bytes.subarray(0, count));
    cutOnce(file, count, response);
  };
}

/** Cuts the connection once the file holds so many bytes: cut earlier, it takes with it what is still under way. */
export function cutOnce(file: string, count: number, response: ServerResponse): void {
  const timer = setInterval(() => {
    if (!existsSync(file) || statSync(file).size < count) return;
    clearInterval(timer);
    response.destroy();
  }, 5);
  // A test that failed does not wait for it.
  response.on('close', () => clearInterval(timer));
}
