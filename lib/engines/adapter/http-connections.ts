import { Client, type Dispatcher } from 'undici';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface HttpReply {
  readonly status: number;
  readonly body: string;
}

/** Connections to one HTTP server, one for each request under way, that stay open. */
export interface HttpConnections {
  /** Sends a request once and resolves with whatever comes back; rejects with undici's error where nothing does. */
  send(request: HttpRequest): Promise<HttpReply>;
  /** Ends them, also those with a request under way. */
  close(): Promise<void>;
}

/** Longer than the pauses between the phases of a measurement, so that none of them opens connections anew. */
const keepAliveTimeout = 60_000;

/** One request is under way on a connection, ever; but where 1 is set, undici lets a turn of the event loop pass before the next. */
const pipelining = 2;

/**
 * The least that undici can do for a request: no stream for its answer, and no pool that looks for a connection. A request takes
 * the connection that was free last, or a new one: none waits for another.
 */
export function httpConnections(url: string, signal?: AbortSignal): HttpConnections {
  const { origin } = new URL(url);
  const all: Client[] = [];
  const free: Client[] = [];
  const open = (): Client => {
    const client = new Client(origin, { pipelining, keepAliveTimeout });
    all.push(client);
    return client;
  };
  const end = async (reason?: Error): Promise<void> => {
    const clients = all.splice(0);
    free.length = 0;
    await Promise.all(clients.map((client) => client.destroy(reason ?? null)));
  };
  const onAbort = (): void => void end(signal?.reason as Error);
  signal?.addEventListener('abort', onAbort, { once: true });

  return {
    send(request) {
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      return new Promise((resolve, reject) => {
        const client = free.pop() ?? open();
        client.dispatch(request, new Gathering(client, free, resolve, reject));
      });
    },
    async close() {
      signal?.removeEventListener('abort', onAbort);
      await end();
    },
  };
}

/** Gathers an answer, and lets its connection go before it is told. */
class Gathering implements Dispatcher.DispatchHandler {
  private status = 0;
  private readonly chunks: Buffer[] = [];

  constructor(
    private readonly client: Client,
    private readonly free: Client[],
    private readonly resolve: (reply: HttpReply) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  onRequestStart(): void {
    // That there is one tells undici which kind of handler this is.
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number): void {
    this.status = status;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.client.destroyed) this.free.push(this.client);
    const { chunks } = this;
    const whole = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    this.resolve({ status: this.status, body: whole.toString() });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (!this.client.destroyed) this.free.push(this.client);
    this.reject(error);
  }
}
