import { httpConnections } from '../adapter/http-connections';

/** The key that VexFS's own documents name; a server without keys of its own takes it. */
export const documentedKey = 'vexfs-default-key';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What came back, whatever it was. */
export interface Reply {
  /** Method and path, for errors. */
  readonly route: string;
  readonly status: number;
  readonly body: string;
}

/** Plain HTTP to one VexFS server, over connections that stay open. */
export interface VexfsHttp {
  /**
   * Sends a request once and returns whatever comes back. `body` is JSON text. `key` goes into `X-API-Key`, the
   * connection's own where nothing else is said; `headers` are sent besides. Rejects where nothing comes back.
   */
  send(method: Method, path: string, body?: string, options?: SendOptions): Promise<Reply>;
  close(): Promise<void>;
}

export interface SendOptions {
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Path below which the API lies, as on a server behind a proxy; '' where it is the root. */
export const prefixOf = (url: string): string => new URL(url).pathname.replace(/\/+$/, '');

export function vexfsHttp(url: string, ownKey: string, signal?: AbortSignal): VexfsHttp {
  const connections = httpConnections(url, signal);
  const prefix = prefixOf(url);
  return {
    async send(method, path, body, { key = ownKey, headers = {} } = {}) {
      const all = { 'x-api-key': key, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers };
      const request = { method, path: prefix + path, body, headers: all };
      return { route: `${method} ${path}`, ...(await connections.send(request)) };
    },
    close: () => connections.close(),
  };
}
