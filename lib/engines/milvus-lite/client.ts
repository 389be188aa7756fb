import { connect } from 'node:net';
import { MilvusClient } from '@zilliz/milvus2-sdk-node';

/** So many that none of the lab's clients ever waits for another's connection: the client's own limit is 10. */
const connections = 1024;

/** A client that repeats nothing: a request that failed and was repeated would be measured as a slow one. */
export function newClient(url: string, timeoutMs: number): MilvusClient {
  return new MilvusClient({
    address: url,
    timeout: timeoutMs,
    maxRetries: 0,
    pool: { min: 1, max: connections },
    telemetry: { enabled: false },
    logLevel: 'error',
    // It would ask the server who it is at once, and leave a failure of that to nobody.
    __SKIP_CONNECT__: true,
    channelOptions: {
      'grpc.enable_retries': 0,
      'grpc.enable_http_proxy': 0,
      // Its pings in idle time are more than a gRPC server takes, which then closes the connection.
      'grpc.keepalive_time_ms': -1,
      'grpc.keepalive_permit_without_calls': 0,
    },
  });
}

/** The version of the Milvus Lite that answers there; undefined where nobody does, or anybody else. Never rejects. */
export async function liteVersionAt(url: string, timeoutMs: number): Promise<string | undefined> {
  // The client would take its time to find out that nobody listens.
  if (!(await listens(url, timeoutMs))) return undefined;
  const client = newClient(url, timeoutMs);
  try {
    const { version } = await client.getVersion();
    return /^milvus_lite-(.+)$/.exec(version)?.[1];
  } catch {
    return undefined;
  } finally {
    await client.closeConnection();
  }
}

function listens(url: string, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    if (!URL.canParse(url)) return resolve(false);
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) || 19_530, timeout: timeoutMs });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
