/**
 * The configuration file of a server that the lab starts, over Qdrant's own (config/config.yaml of its sources): on loopback
 * alone, without gRPC, telling nobody, and without a line of log for every query. JSON, which is YAML. In a container, which
 * publishes its port on loopback, `host` is every interface of the container.
 */
export function ownConfiguration(port: number, storage: string, host = '127.0.0.1'): string {
  return JSON.stringify({
    log_level: 'WARN',
    service: { host, http_port: port, grpc_port: null },
    storage: { storage_path: storage },
    telemetry_disabled: true,
  });
}
