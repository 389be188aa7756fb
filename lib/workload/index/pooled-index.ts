import type { BuiltIndex } from './build-index';

export interface PooledIndex extends BuiltIndex {
  /** Latencies of requests that do nothing, measured when it was built: they may carry as much as its searches. */
  ping?: string | undefined;
}
