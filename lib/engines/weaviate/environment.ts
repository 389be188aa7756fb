import type { EngineContext } from '../engine';

/** It needs so many ports in a row, of which the first is that of HTTP. */
export const portsOfServer = 6;

/**
 * Settings of a server wherever the lab starts it, which stands alone and says nothing to anybody.
 * @see https://docs.weaviate.io/deploy/configuration/env-vars
 */
export const sharedSettings: Readonly<Record<string, string>> = {
  AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED: 'false',
  AUTHENTICATION_APIKEY_ENABLED: 'true',
  AUTHENTICATION_APIKEY_USERS: 'vexlab',
  CLUSTER_HOSTNAME: 'node1',
  RAFT_BOOTSTRAP_EXPECT: '1',
  // Ready in 3 seconds, not 9: there is nobody to elect but itself.
  RAFT_TIMEOUTS_MULTIPLIER: '1',
  DEFAULT_VECTORIZER_MODULE: 'none',
  ENABLE_MODULES: '',
  API_BASED_MODULES_DISABLED: 'true',
  DISABLE_TELEMETRY: 'true',
  GO_PROFILING_DISABLE: 'true',
  LOG_LEVEL: 'warning',
  // What a collection was not told of is an error, no new column.
  AUTOSCHEMA_ENABLED: 'false',
  // A vector is in the index when its batch is acknowledged: the default, whatever the user's own servers do.
  ASYNC_INDEXING: 'false',
  // After a start it answers when everything is loaded, not while the first searches load it.
  DISABLE_LAZY_LOAD_SHARDS: 'true',
  HNSW_STARTUP_WAIT_FOR_VECTOR_CACHE: 'true',
  // A disk that is nine tenths full has room.
  DISK_USE_READONLY_PERCENTAGE: '0',
};

/**
 * Environment of a server on this machine. gRPC and the cluster's data port listen on every interface whatever is set; so
 * nobody is let in without the secret.
 */
export function serverEnvironment(
  env: EngineContext['env'],
  folder: string,
  secret: string,
  port: number,
): Record<string, string | undefined> {
  return {
    ...env,
    ...sharedSettings,
    LOG_LEVEL: env.LOG_LEVEL || sharedSettings.LOG_LEVEL,
    PERSISTENCE_DATA_PATH: folder,
    AUTHENTICATION_APIKEY_ALLOWED_KEYS: secret,
    CLUSTER_BASIC_AUTH_USERNAME: 'vexlab',
    CLUSTER_BASIC_AUTH_PASSWORD: secret,
    CLUSTER_IN_LOCALHOST: 'true',
    CLUSTER_ADVERTISE_ADDR: '127.0.0.1',
    CLUSTER_BIND_ADDR: '127.0.0.1',
    CLUSTER_GOSSIP_BIND_PORT: String(port + 2),
    CLUSTER_DATA_BIND_PORT: String(port + 3),
    GRPC_PORT: String(port + 1),
    // On one machine Weaviate takes the second of these to be the next after the first, whatever is set.
    RAFT_PORT: String(port + 4),
    RAFT_INTERNAL_RPC_PORT: String(port + 5),
  };
}
