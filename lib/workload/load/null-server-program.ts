import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';

const body = '{"ids":[]}';
const answer = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
);
const endOfRequest = '\r\n\r\n';

/** How many requests end in a chunk; `rest` is what of the one before may be the beginning of an end. */
function endsIn(chunk: Buffer, rest: string): { ends: number; rest: string } {
  const text = rest + chunk.toString('latin1');
  let ends = 0;
  let from = 0;
  for (let at = text.indexOf(endOfRequest); at >= 0; at = text.indexOf(endOfRequest, from)) {
    ends += 1;
    from = at + endOfRequest.length;
  }
  return { ends, rest: text.slice(Math.max(from, text.length - 3)) };
}

// Node's own HTTP server takes longer for a request than the fastest clients: it would be the server that is measured.
const server = createServer({ noDelay: true }, (socket) => {
  let rest = '';
  socket.on('data', (chunk) => {
    const seen = endsIn(chunk, rest);
    rest = seen.rest;
    for (let i = 0; i < seen.ends; i += 1) socket.write(answer);
  });
  // A client that goes away in the middle is no news.
  socket.on('error', () => undefined);
});
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));
