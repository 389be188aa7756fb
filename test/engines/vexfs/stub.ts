import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Generation } from 'vexlab/dist/engines/vexfs/generation';
import { isAllowed } from './access';
import { chroma } from './chroma-dialect';
import { type Fault, unifiedFaults, wrappedFaults } from './faults';
import { native } from './native-dialect';
import { qdrant } from './qdrant-dialect';
import { Refusal, Store } from './store';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** What a dialect answers with; undefined where it has no such route. */
export type Dialect = (store: Store, request: Request, faults: ReadonlySet<Fault>) => unknown;

export interface StubOptions {
  readonly generation?: Generation;
  /** Absent: all that the real server of that generation has. */
  readonly faults?: readonly Fault[];
  /** The only key that may write. */
  readonly key?: string;
  /** Answers in the server's place and says so by returning true. */
  readonly intercept?: (request: Request, response: ServerResponse) => boolean;
}

export interface Stub {
  readonly url: string;
  readonly store: Store;
  /** Sizes of the bodies of `add`, bytes. */
  readonly addBytes: readonly number[];
  /** Ends it with all its connections. */
  close(): Promise<void>;
}

const bodyLimit = 2 * 1024 * 1024;

/** VexFS's protocol as its real servers of both generations speak it, with their faults or without some of them. */
export async function vexfsStub(options: StubOptions = {}): Promise<Stub> {
  const { generation = 'unified', key = 'vexfs-default-key' } = options;
  const faults = new Set<Fault>(options.faults ?? (generation === 'unified' ? unifiedFaults : wrappedFaults));
  const store = new Store(generation, faults);
  const addBytes: number[] = [];

  const answer = (request: Request): { status: number; body: string } => {
    const access = isAllowed(request, generation, faults, key);
    if (access) return access;
    if (Buffer.byteLength(request.body) > bodyLimit && faults.has('body-over-2-mib-refused')) {
      return { status: 413, body: 'length limit exceeded' };
    }
    try {
      const dialects = generation === 'unified' ? [chroma, qdrant, native] : [chroma];
      for (const dialect of dialects) {
        const found = dialect(store, request, faults);
        if (found !== undefined) return { status: 200, body: wrapped(found, generation) };
      }
      return faults.has('api-absences') ? { status: 404, body: 'Not Found' } : { status: 200, body: '{}' };
    } catch (error) {
      const silent = faults.has('errors-are-empty-500s');
      const { status, message } = error instanceof Refusal ? error : new Refusal(400, String(error));
      return silent ? { status: 500, body: '' } : { status, body: message };
    }
  };

  const server = createServer((incoming, response) => {
    void (async () => {
      const { method = 'GET', url: path = '/', headers } = incoming;
      const request = { method, path, headers, body: await text(incoming) };
      if (path.endsWith('/add')) addBytes.push(Buffer.byteLength(request.body));
      if (options.intercept?.(request, response)) return;
      const { status, body } = answer(request);
      response.writeHead(status).end(body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    store,
    addBytes,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A deletion answers with nothing in the newer generation. */
function wrapped(data: unknown, generation: Generation): string {
  if (generation === 'wrapped') return JSON.stringify({ success: true, data, error: null });
  return data === null ? '' : JSON.stringify(data);
}
