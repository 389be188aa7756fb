import { createRequire } from 'node:module';
import type { Place } from './address';

/** One object of a batch, as it goes over the wire. */
export interface WireObject {
  readonly collection: string;
  readonly uuid: string;
  readonly vectors: readonly { readonly name: string; readonly vectorBytes: Uint8Array }[];
  readonly properties: { readonly nonRefProperties: Readonly<Record<string, string | number | boolean>> };
}

/** An object of a batch that the server refused, by its place in the batch. */
export interface WireError {
  readonly index: number;
  readonly error: string;
}

/** Sends batches of one connection. */
export interface Wire {
  insert(collection: string, objects: readonly WireObject[]): Promise<readonly WireError[]>;
  close(): void;
}

interface GrpcClient {
  batch(
    collection: string,
    consistency?: string,
    tenant?: string,
    authorization?: string,
  ): { withObjects(batch: { objects: readonly WireObject[] }): Promise<{ errors: readonly WireError[] }> };
  close(): void;
}

/** Files of the client package that its `exports` do not name; its version is pinned exactly. */
const inside = createRequire(createRequire(__filename).resolve('weaviate-client'));

/**
 * The client's own gRPC batch request. Its `insertMany` is this request, and before it a timer for each object and a look
 * every half second whether all of them have fired: a thousand objects take it more than a second in which nothing is sent.
 */
export function openWire(grpc: Place, maxMessageSize: number, timeoutS: number, apiKey: string | undefined): Wire {
  const { grpcClient } = inside('./connection/grpc.js') as { grpcClient: (config: object) => GrpcClient };
  const client = grpcClient({
    host: grpc.host,
    grpcAddress: `${grpc.host}:${grpc.port}`,
    grpcSecure: grpc.secure,
    grpcMaxMessageLength: maxMessageSize,
    headers: {},
    timeout: { insert: timeoutS },
  });
  return {
    async insert(collection, objects) {
      const authorization = apiKey && `Bearer ${apiKey}`;
      const { errors } = await client.batch(collection, undefined, undefined, authorization).withObjects({ objects });
      return errors;
    },
    close: () => client.close(),
  };
}

/**
 * Lets the client tell a failure instead of trying up to five times more, with pauses between: a search that was answered at
 * the third attempt would be measured as one slow search. There is no option for it. Holds for the whole process.
 */
export function forbidRetries(): void {
  const { retryOptions } = inside('./grpc/retry.js') as { retryOptions: { retry: boolean } };
  retryOptions.retry = false;
}
