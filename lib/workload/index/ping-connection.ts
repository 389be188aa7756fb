import type { Connection } from '../../engines/engine';
import type { Clock } from '../../measure/clock';
import { encodeHistogram, newHistogram, recordLatency } from '../../measure/histogram';

/** Enough for a 99th percentile; fewer where each takes long. */
const most = 200;
const mostNs = 2e9;
const unmeasured = 20;

/**
 * Latencies of requests that do nothing, one after another, as an encoded histogram; undefined where the engine has no way of
 * its own. Best effort: an engine that fails here fails its searches too, and those are recorded.
 */
export async function pingConnection(connection: Connection, clock: Clock): Promise<string | undefined> {
  if (!connection.ping) return undefined;
  const histogram = newHistogram();
  try {
    for (let i = 0; i < unmeasured; i++) await connection.ping();
    const began = clock.now();
    for (let i = 0; i < most && clock.now() - began < mostNs; i++) {
      const start = clock.now();
      await connection.ping();
      recordLatency(histogram, clock.now() - start);
    }
  } catch {
    return undefined;
  }
  return encodeHistogram(histogram);
}
