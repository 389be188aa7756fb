import { unpackUint16 } from '../results/pack';
import type { SearchedRecord } from '../results/record';
import type { RunValues } from './summary';

/** Requests of a record that failed, of every kind. */
export const failedIn = (record: Pick<SearchedRecord, 'errors'>): number =>
  Object.values(record.errors).reduce((sum, count) => sum + count, 0);

/** Requests of a record: those of one query each, or of a batch. */
export const requestsIn = ({ answers, batches }: Pick<SearchedRecord, 'answers' | 'batches'>): number =>
  batches?.requests ?? answers.requests;

/** Requests answered a second. */
export const requestRate = (record: Pick<SearchedRecord, 'answers' | 'batches' | 'errors' | 'phases'>): number =>
  (requestsIn(record) - failedIn(record)) / (record.phases.measureMs / 1000);

/** Queries answered a second: a batch answers several. */
export const queryRate = (record: SearchedRecord): number => requestRate(record) * (record.batches?.size ?? 1);

/** True neighbours that each request has to find: k, or as many as pass the filter; 1 where they are counted one by one. */
export const dueIn = ({ answers, filter, moments }: Pick<SearchedRecord, 'answers' | 'filter' | 'moments'>): number =>
  moments ? 1 : Math.min(answers.k, filter?.matching ?? Infinity);

const sum = (packed: string): number => unpackUint16(packed).reduce((total, count) => total + count, 0);

function share(packed: string | undefined, record: SearchedRecord): number | undefined {
  if (packed === undefined) return undefined;
  const { moments, answers } = record;
  return sum(packed) / (moments ? sum(moments.due) : answers.requests * dueIn(record));
}

/** The values of one run, derived from its record alone; `meanMs` is the mean of its histogram. */
export function runValues(record: SearchedRecord, meanMs: number): RunValues {
  const failed = failedIn(record);
  const recall = share(record.answers.hits, record);
  const recallTies = share(record.answers.tieHits, record);
  return {
    run: record.run,
    cellId: record.cellId,
    repetition: record.cell.repetition,
    buildIndex: record.cell.buildIndex,
    build: record.build.id,
    ...(recall === undefined ? {} : { recall }),
    ...(recallTies === undefined ? {} : { recallTies }),
    qps: queryRate(record),
    ...(requestsIn(record) > failed ? { meanMs } : {}),
    requests: requestsIn(record),
    failed,
    memory: record.memory.after,
  };
}
