import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { type StubCollection, newCollection } from './stub-collection';

/** What Qdrant answers: a status, and `result` or an error's text. */
export interface Reply {
  readonly status?: number;
  readonly result?: unknown;
  readonly error?: string;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly bytes: number;
}

/** Speaks what the adapter uses of Qdrant 1.18's REST, over a scan; https://api.qdrant.tech/api-reference */
export interface QdrantStub {
  readonly url: string;
  readonly asked: Asked[];
  readonly collections: Map<string, StubCollection>;
  /** Answers in the place of the server where it gives something; may be set. */
  instead: (asked: Asked) => Reply | 'hang up' | undefined;
  /** Open now. */
  connections(): number;
  close(): void;
}

const mostBytes = 32 * 1024 * 1024;

/** Ends with the test, or where `keep` is set by `close`. */
export async function qdrantStub({ key, keep = false }: { key?: string; keep?: boolean } = {}): Promise<QdrantStub> {
  const collections = new Map<string, StubCollection>();
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    void bodyOf(request).then((text) => {
      const path = request.url ?? '';
      const method = request.method ?? '';
      if (path === '/') return send(200, { title: 'qdrant - vector search engine', version: '1.18.3' });
      if (key !== undefined && request.headers['api-key'] !== key) return send(401, 'Must provide an API key');
      const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
      const one: Asked = { method, path, body, bytes: Buffer.byteLength(text) };
      asked.push(one);
      const instead = stub.instead(one);
      if (instead === 'hang up') return request.socket.destroy();
      if (one.bytes > mostBytes) return send(413, 'Payload reached size limit.');
      const { status = 200, result, error } = instead ?? answerOrFault(collections, one);
      send(status, error === undefined ? { result, status: 'ok', time: 0 } : { status: { error }, time: 0 });
    });
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  if (!keep) onTestFinished(close);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stub: QdrantStub = {
    url,
    asked,
    collections,
    instead: () => undefined,
    connections: () => sockets.size,
    close,
  };
  return stub;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A fault of the stub itself must not pass for a server that does not answer. */
function answerOrFault(collections: Map<string, StubCollection>, asked: Asked): Reply {
  try {
    return answer(collections, asked);
  } catch (error) {
    return { status: 500, error: String(error) };
  }
}

function answer(collections: Map<string, StubCollection>, { method, path, body }: Asked): Reply {
  const [, first, name = '', ...rest] = path.replace(/\?.*/, '').split('/').map(decodeURIComponent);
  if (first !== 'collections') return { status: 404, error: 'no such path' };
  if (name === '') return { result: { collections: [...collections.keys()].map((each) => ({ name: each })) } };
  const collection = collections.get(name);
  const what = `${method} ${rest.join('/')}`.trim();
  if (what === 'PUT') {
    if (collection) return { status: 409, error: `Wrong input: Collection \`${name}\` already exists!` };
    collections.set(name, newCollection(body));
    return { result: true };
  }
  if (!collection) return { status: 404, error: `Not found: Collection \`${name}\` doesn't exist!` };
  switch (what) {
    case 'GET':
      return { result: collection.report() };
    case 'PATCH':
    case 'PUT index':
      return { result: true };
    case 'DELETE':
      return { result: collections.delete(name) };
    case 'PUT points':
      return collection.upsert(body);
    case 'POST points/delete':
      return collection.remove(body);
    case 'POST points/count':
      return { result: { count: collection.size() } };
    case 'POST points/query':
      return collection.query(body);
    case 'POST points/query/batch': {
      const replies = (body.searches as Record<string, unknown>[]).map((search) => collection.query(search));
      return replies.find(({ error }) => error !== undefined) ?? { result: replies.map(({ result }) => result) };
    }
    default:
      return { status: 404, error: `no such path: ${what}` };
  }
}
