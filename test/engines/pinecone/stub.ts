import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { type StubIndex, newIndex } from './stub-index';

export interface Reply {
  readonly status?: number;
  readonly body?: unknown;
}

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly bytes: number;
}

/** Speaks what the adapter uses of Pinecone: the control plane, and below /data/NAME the data plane of each index. */
export interface PineconeStub {
  readonly url: string;
  /** For the adapter to come here. */
  readonly env: Readonly<Record<string, string>>;
  readonly asked: Asked[];
  readonly indexes: Map<string, StubIndex>;
  /** Answers in the place of the service where it gives something; may be set. */
  instead: (asked: Asked) => Reply | 'hang up' | 'never' | undefined;
  close(): void;
}

export interface StubOptions {
  /** How often an index is described before it is ready, and its statistics are asked before they count what came. */
  readonly lag?: number;
  /** Not ended with the test. */
  readonly keep?: boolean;
}

const key = 'secret-key';

export async function pineconeStub({ lag = 1, keep = false }: StubOptions = {}): Promise<PineconeStub> {
  const indexes = new Map<string, StubIndex>();
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const send = ({ status = 200, body = {} }: Reply): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    void bodyOf(request).then((text) => {
      const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
      const one = { method: request.method ?? '', path: request.url ?? '', body, bytes: Buffer.byteLength(text) };
      asked.push(one);
      const instead = stub.instead(one);
      if (instead === 'hang up') return request.socket.destroy();
      if (instead === 'never') return;
      if (request.headers['api-key'] !== key) return send({ status: 401, body: 'Unauthorized' });
      try {
        send(instead ?? answer(one, indexes, stub.url, lag));
      } catch (error) {
        send({ status: 500, body: { message: `the stub is at fault: ${String(error)}` } });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  if (!keep) onTestFinished(close);
  const env = { PINECONE_API_KEY: key, PINECONE_CONTROLLER_HOST: url };
  const stub: PineconeStub = { url, env, asked, indexes, instead: () => undefined, close };
  return stub;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const problem = (status: number, message: string): Reply => ({ status, body: { error: { message }, status } });

function answer(
  { method, path, body, bytes }: Asked,
  indexes: Map<string, StubIndex>,
  url: string,
  lag: number,
): Reply {
  const [, plane, name = '', ...rest] = path.split('/');
  if (plane === 'indexes' && name === '') {
    if (method === 'GET') return { body: { indexes: [...indexes.values()].map((index) => index.model()) } };
    const made = body as { name: string };
    if (indexes.has(made.name)) return problem(409, 'Resource already exists');
    const index = newIndex(body, `${url}/data/${made.name}`, lag);
    indexes.set(made.name, index);
    return { status: 201, body: index.model() };
  }
  const index = indexes.get(name);
  if (!index) return problem(404, `Resource ${name} not found`);
  switch (`${method} ${plane} ${rest.join('/')}`.trim()) {
    case 'GET indexes':
      return { body: index.described() };
    case 'DELETE indexes':
      indexes.delete(name);
      return { status: 202 };
    case 'POST data vectors/upsert':
      if (bytes > 2_000_000) return problem(413, 'Request size 2MB exceeded the maximum supported size of 2MB');
      return index.upsert(body);
    case 'POST data vectors/delete':
      return index.remove(body);
    case 'POST data describe_index_stats':
      return { body: index.stats() };
    case 'POST data query':
      return index.query(body);
    default:
      return problem(404, `no such path: ${method} ${path}`);
  }
}
