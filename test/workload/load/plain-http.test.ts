import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type PlainHttp, plainHttp } from 'vexlab/dist/workload/load/plain-http';

let server: Server;
let http: PlainHttp;
const serve = async (listener: RequestListener): Promise<void> => {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  http = plainHttp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ask`);
};

afterEach(async () => {
  http.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('plain HTTP', () => {
  it('reads answers whole that come in pieces, over no more connections than there are requests at once', async () => {
    const sockets = new Set<unknown>();
    await serve((request, response) => {
      sockets.add(request.socket);
      response.writeHead(200, { 'content-length': 8 }).write('{"a"');
      setTimeout(() => response.end(':10}'), 2);
      expect([request.method, request.url]).toEqual(['POST', '/ask']);
    });
    for (let round = 0; round < 3; round += 1) {
      expect(await Promise.all([http.post('{}'), http.post('{}')])).toEqual(['{"a":10}', '{"a":10}']);
    }
    expect(sockets.size).toBe(2);
  });

  it('sends each body whole, with its length', async () => {
    const bodies: string[] = [];
    await serve((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        bodies.push(`${request.headers['content-length']} ${body}`);
        response.writeHead(200, { 'content-length': 2 }).end('{}');
      });
    });
    const long = JSON.stringify({ vector: Array.from({ length: 20_000 }, (_, at) => at / 7) });
    for (const body of ['{}', long]) await http.post(body);
    expect(bodies).toEqual(['2 {}', `${long.length} ${long}`]);
  });

  it('refuses an answer that is no success or has no length, and goes on with the next', async () => {
    let asked = 0;
    await serve((_, response) => {
      asked += 1;
      if (asked === 1) response.writeHead(500, { 'content-length': 0 }).end();
      else if (asked === 2) response.writeHead(200, { 'transfer-encoding': 'chunked' }).end('{}');
      else response.writeHead(200, { 'content-length': 2 }).end('{}');
    });
    await expect(http.post('{}')).rejects.toMatchObject({
      code: 'bad-answer',
      what: expect.stringContaining('500') as string,
    });
    await expect(http.post('{}')).rejects.toMatchObject({ code: 'bad-answer' });
    expect(await http.post('{}')).toBe('{}');
  });

  it('fails as unreachable where the connection ends without an answer, or nobody listens', async () => {
    await serve((request) => request.socket.destroy());
    await expect(http.post('{}')).rejects.toMatchObject({ code: 'unreachable' });
    const nobody = plainHttp('http://127.0.0.1:1/');
    await expect(nobody.post('{}')).rejects.toMatchObject({ code: 'unreachable' });
  });
});
