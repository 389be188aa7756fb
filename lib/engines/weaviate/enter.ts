import type { EngineContext, FoundBy } from '../engine';
import { keyFor } from '../server/key-for';
import { isLoopback } from '../server/own-secret';

/** How a server is entered, and what it is. */
export interface Entrance {
  readonly version: string;
  /** Largest gRPC message, bytes. */
  readonly grpcMaxMessageSize: number;
  /** Absent: anybody may enter. */
  readonly apiKey?: string;
}

interface Meta {
  version?: unknown;
  hostname?: unknown;
  grpcMaxMessageSize?: unknown;
}

/**
 * Asks a server what it is: as anybody, then with the secret that a server found that way may be shown, and, on this machine,
 * with the public one of the container that was started by hand. Undefined where no Weaviate answers, or none that lets the lab in. Rejects where nobody answers.
 */
export async function enter(
  url: string,
  env: EngineContext['env'],
  timeoutMs: number,
  how: FoundBy,
): Promise<Entrance | undefined> {
  const keys = [undefined, keyFor(how, env, 'WEAVIATE_API_KEY'), isLoopback(url) ? containerKey : undefined];
  const signal = AbortSignal.timeout(timeoutMs);
  for (const [at, key] of keys.entries()) {
    if (at > 0 && !key) continue;
    const headers = key ? { authorization: `Bearer ${key}` } : undefined;
    const response = await fetch(new URL('/v1/meta', url), { headers, signal });
    if (response.status === 401 || response.status === 403) continue;
    if (!response.ok) return undefined;
    const { version, hostname, grpcMaxMessageSize } = (await response.json()) as Meta;
    if (typeof version !== 'string' || typeof hostname !== 'string') return undefined;
    const size = typeof grpcMaxMessageSize === 'number' ? grpcMaxMessageSize : defaultMessageSize;
    return { version, grpcMaxMessageSize: size, ...(key && { apiKey: key }) };
  }
  return undefined;
}

/** Of the container in compose.yaml that was started by hand. */
const containerKey = 'vexlab';

/** Of servers that do not tell: 10 MiB, what Weaviate 1.27 and older take. */
const defaultMessageSize = 10 * 2 ** 20;
