import { Pool } from 'undici';

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

/** Longer than the pauses between the phases of a measurement, so that none of them opens connections anew. */
const keepAliveTimeout = 60_000;

export function vexfsHttp(url: string, ownKey: string, signal?: AbortSignal): VexfsHttp {
  const pool = new Pool(new URL(url).origin, { keepAliveTimeout });
  return {
    async send(method, path, body, { key = ownKey, headers = {} } = {}) {
      const all = { 'x-api-key': key, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers };
      const response = await pool.request({ method, path, body, headers: all, signal });
      return { route: `${method} ${path}`, status: response.statusCode, body: await response.body.text() };
    },
    close: () => pool.destroy(),
  };
}
