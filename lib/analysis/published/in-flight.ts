import type { AuditedRow } from './audit';

/** Requests in flight on average by Little's law, beside the clients on the label. */
export interface InFlight {
  readonly engine: string;
  readonly dataset: string;
  /** Requests answered per second. */
  readonly rate: number;
  /** Absent: the label says none. */
  readonly clients?: number;
  readonly inFlight: number;
  /** From the mean latency; or from the p99: about the most that it lets be in flight. */
  readonly from: 'mean' | 'p99';
  readonly verdict: AuditedRow['verdict'];
}

/** Of the rows whose rate and latency are of the same requests; by the p99 only where clients are stated and no mean is. */
export const inFlightOf = (audit: readonly AuditedRow[]): InFlight[] =>
  audit.flatMap(({ row, judged }): InFlight[] => {
    const { engine, dataset, rate, meanMs, p99Ms, clients, latencyOf } = row;
    if (rate === undefined || latencyOf !== 'same') return [];
    const check = meanMs === undefined ? 'in-flight-limit' : 'littles-law';
    const verdict = judged.find((one) => one.check === check)?.verdict ?? 'not judged';
    const common = { engine, dataset, rate, ...(clients !== undefined && { clients }), verdict };
    if (meanMs !== undefined) return [{ ...common, inFlight: (rate * meanMs) / 1000, from: 'mean' }];
    if (p99Ms === undefined || clients === undefined) return [];
    return [{ ...common, inFlight: (rate * p99Ms) / 1000, from: 'p99' }];
  });
