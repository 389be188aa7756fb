import type {
  BatchedRecord,
  FilteredRecord,
  MixedRecord,
  OpenRecord,
  SearchedRecord,
  OkRecord,
} from '../../results/record';
import { percentileReading, type RunHistograms } from '../percentile-reading';
import type { Reading } from '../reading';
import { responsesOf } from '../responses-of';
import { failedIn, requestsIn, runValues } from '../run-values';
import { writeRate } from '../write-rate';
import { cost, failures, rate, share, type RunFigure } from './run-figure';

type Searched = OkRecord | OpenRecord | FilteredRecord | MixedRecord | BatchedRecord;

const noTruth = { why: 'there is no truth to count it against' };

const recallOf = (record: SearchedRecord): number | Reading => runValues(record, NaN).recall ?? noTruth;

/** Of every loop of searches. */
const recall = share<Searched>('recall', ['recall', 'more'], recallOf);
const failedShare = failures<Searched>((record) => ({ requests: requestsIn(record), failed: failedIn(record) }));

const service = (record: SearchedRecord): RunHistograms => ({
  histograms: [record.histograms.service],
  failed: [failedIn(record)],
});

const queries = rate<Exclude<Searched, OpenRecord>>(
  'qps',
  ['answered', 'queries/s'],
  (record) => runValues(record, NaN).qps,
);
const p50 = cost<Exclude<Searched, OpenRecord>>('p50_ms', ['p50', 'ms'], (record) =>
  percentileReading(service(record), 0.5),
);
const p99 = cost<Exclude<Searched, OpenRecord>>('p99_ms', ['p99', 'ms'], (record) =>
  percentileReading(service(record), 0.99),
);

/** Of closed loops of searches, whose rates and recall stand in a table of their own. */
export const closedFigures: readonly RunFigure<OkRecord>[] = [p50, p99, failedShare];

export const openFigures: readonly RunFigure<OpenRecord>[] = [
  cost('response_p50_ms', ['response p50', 'ms'], (record) => percentileReading(responsesOf(record), 0.5)),
  cost('response_p99_ms', ['response p99', 'ms'], (record) => percentileReading(responsesOf(record), 0.99)),
  failedShare,
  recall,
];

export const filteredFigures: readonly RunFigure<FilteredRecord>[] = [recall, queries, p50, failedShare];

export const batchedFigures: readonly RunFigure<BatchedRecord>[] = [queries, p50, recall, failedShare];

/** Searches between writes, and the writes that were asked for. */
export const mixedFigures = ({ inserts, deletes }: { inserts: number; deletes: number }): RunFigure<MixedRecord>[] => [
  recall,
  queries,
  p99,
  ...(inserts > 0
    ? [rate<MixedRecord>('inserts_per_second', ['inserts', 'rows/s'], (r) => writeRate(r, 'insert'))]
    : []),
  ...(deletes > 0
    ? [rate<MixedRecord>('deletes_per_second', ['deletes', 'rows/s'], (r) => writeRate(r, 'delete'))]
    : []),
  failedShare,
];
