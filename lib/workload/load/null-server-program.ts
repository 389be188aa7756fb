import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { Received } from './null-server';
import { requestReader } from './request-reader';

const body = workerData as string;
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
);
const nothing = (): Received => ({ requests: 0, posts: 0, bodyBytes: 0 });
let received = nothing();

// Node's own HTTP server takes longer for a request than the fastest clients: it would be the server that is measured.
const server = createServer({ noDelay: true }, (socket) => {
  const read = requestReader((method, bodyBytes) => {
    received.requests += 1;
    received.posts += Number(method === 'POST');
    received.bodyBytes += bodyBytes;
    socket.write(answer);
  });
  socket.on('data', read);
  // A client that goes away in the middle is no news.
  socket.on('error', () => undefined);
});
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
parentPort?.on('message', () => {
  parentPort?.postMessage(received);
  received = nothing();
});
