import { createServer } from 'node:http';
import { monotonicClock } from '../../measure/clock';
import { waitUntil } from '../loops/wait-until';
import { parseBehaviour } from './behaviour';
import { referenceDesk } from './reference-desk';

const json = { 'content-type': 'application/json' };

/** The program of a reference server: arguments are its port on 127.0.0.1 and its behaviour as JSON. */
function main(port: number, behaviour: string): void {
  const desk = referenceDesk(parseBehaviour(JSON.parse(behaviour)), monotonicClock, (ns) =>
    waitUntil(monotonicClock, ns),
  );
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => {
      if (request.url === '/stats') {
        response.writeHead(200, json).end(JSON.stringify(desk.served()));
      } else if (request.url === '/begin') {
        desk.begin();
        response.writeHead(200, json).end('{}');
      } else {
        void desk
          .serve()
          .then((success) =>
            response.writeHead(success ? 200 : 500, json).end(success ? '{}' : '{"error":"as asked"}'),
          );
      }
    });
  });
  // A client that keeps its connection between two cells must not find it closed.
  server.keepAliveTimeout = 600_000;
  server.listen(port, '127.0.0.1');
}

main(Number(process.argv[2]), process.argv[3] ?? '{}');
