import type { EngineContext } from '../engine';

/** One of a server's two ports. */
export interface Place {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

/** Where a server listens: HTTP for its schema, gRPC for vectors and searches. */
export interface Address {
  readonly http: Place;
  readonly grpc: Place;
}

/** URL of a server on a loopback port, whose gRPC port is the next one. */
export const urlOfPort = (port: number): string => `http://127.0.0.1:${port}/?grpc=${port + 1}`;

/**
 * Reads a server's URL. Its gRPC port is, in this order: that of `WEAVIATE_GRPC_URL` where the URL is `WEAVIATE_URL`; the
 * parameter `grpc` of the URL; that of Weaviate's cloud, a host of its own; Weaviate's default.
 */
export function addressOf(url: string, env: EngineContext['env']): Address {
  const parsed = new URL(url);
  const http = placeOf(parsed);
  if (env.WEAVIATE_GRPC_URL && url === env.WEAVIATE_URL) return { http, grpc: placeOf(new URL(env.WEAVIATE_GRPC_URL)) };
  const port = Number(parsed.searchParams.get('grpc')) || undefined;
  if (port === undefined && http.secure && http.port === 443) {
    return { http, grpc: { ...http, host: `grpc-${http.host}` } };
  }
  return { http, grpc: { ...http, port: port ?? 50_051 } };
}

export const urlOf = ({ host, port, secure }: Place): string => `${secure ? 'https' : 'http'}://${host}:${port}`;

const placeOf = ({ protocol, hostname, port }: URL): Place => {
  const secure = protocol === 'https:' || protocol === 'grpcs:';
  return { host: hostname, port: Number(port) || (secure ? 443 : 80), secure };
};
