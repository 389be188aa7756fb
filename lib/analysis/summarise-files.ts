import { decodeHistogram } from '../measure/histogram';
import type { FileCell, FilesReport } from '../results/files-report';
import { groupBy } from './by-setting';
import type { Estimate } from './estimate';
import { medianOver } from './over-runs';
import { type Latency, latencyOf } from './percentiles';
import { runLatencies } from './run-latencies';

/** One operation on files of one size under one path, over the repetitions. */
export interface FilesSummary extends Pick<FileCell, 'path' | 'bytes' | 'fsync' | 'operation'> {
  readonly repetitions: number;
  /** Operations a second, median over repetitions. */
  readonly rate: Estimate;
  /** Milliseconds of one operation, of the merged histograms. */
  readonly latency: Latency;
}

/** One summary for each path, size, fsync and operation, in the order of measuring. */
export const summariseFiles = ({ cells }: Pick<FilesReport, 'cells'>): FilesSummary[] =>
  groupBy(cells, ({ path, bytes, fsync, operation }) => JSON.stringify([path, bytes, fsync, operation])).map((runs) => {
    const [{ path, bytes, fsync, operation }] = runs;
    const latencies = runLatencies(
      runs.map(({ histogram }) => decodeHistogram(histogram)),
      runs.map(() => 0),
    );
    return {
      path,
      bytes,
      fsync,
      operation,
      repetitions: runs.length,
      rate: medianOver(
        runs.map(({ count, ms }) => count / (ms / 1000)),
        runs.map(({ repetition }) => `${repetition}`),
      ),
      latency: latencyOf(
        latencies,
        runs.map((_, i) => [i]),
      ),
    };
  });
