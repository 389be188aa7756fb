import type {
  BatchedWorkload,
  EnduranceWorkload,
  FilteredWorkload,
  IngestWorkload,
  MixedWorkload,
  OpenWorkload,
  SearchWorkload,
} from './cell';
import type { BatchedRecord } from './record/batched-record';
import type { CapacityRecord } from './record/capacity-record';
import type { EnduranceRecord } from './record/endurance-record';
import type { FilteredRecord } from './record/filtered-record';
import type { IngestRecord } from './record/ingest-record';
import type { MissingRecord } from './record/missing-record';
import type { MixedRecord } from './record/mixed-record';
import type { OkRecord } from './record/ok-record';
import type { OpenRecord } from './record/open-record';

export type { BatchedRecord, BatchFacts } from './record/batched-record';
export type { BuildFacts } from './record/build-facts';
export type { CapacityRecord } from './record/capacity-record';
export type { EnduranceRecord, SliceFacts } from './record/endurance-record';
export type { FilteredRecord, FilterFacts } from './record/filtered-record';
export type { Finding } from './record/finding';
export type { IngestRecord } from './record/ingest-record';
export type { CeilingFacts, LoadFacts } from './record/load-facts';
export type { MeasuredFacts } from './record/measured-facts';
export type { MemorySample } from './record/memory-sample';
export type { MissingRecord } from './record/missing-record';
export type { MixedRecord, MomentFacts, WrittenRows } from './record/mixed-record';
export type { OkRecord } from './record/ok-record';
export type { OpenLoad } from './record/open-load';
export type { OpenRecord } from './record/open-record';
export { type RecordCommon, recordVersion } from './record/record-common';
export type { RecordEngine } from './record/record-engine';
export type { SearchedRecord } from './record/searched-record';
export type { SearchFacts } from './record/search-facts';
export type { SearchHistograms } from './record/search-histograms';

/** A cell that was measured. */
export type MeasuredRecord =
  | OkRecord
  | OpenRecord
  | CapacityRecord
  | EnduranceRecord
  | IngestRecord
  | FilteredRecord
  | MixedRecord
  | BatchedRecord;

/** One line of `records.jsonl`. */
export type Record = MeasuredRecord | MissingRecord;

/** Whether a record is of searches with a filter, measured or not. */
export const isFiltered = (record: Record): record is FilteredRecord | MissingRecord<FilteredWorkload> =>
  record.cell.workload.type === 'filtered';

/** Whether a record is of requests with several queries each, measured or not. */
export const isBatched = (record: Record): record is BatchedRecord | MissingRecord<BatchedWorkload> =>
  record.cell.workload.type === 'batched';

/** Whether a record is of searches between writes, measured or not. */
export const isMixed = (record: Record): record is MixedRecord | MissingRecord<MixedWorkload> =>
  record.cell.workload.type === 'mixed';

/** Whether a record is a closed loop of searches that was measured. */
export const isMeasuredSearch = (record: Record): record is OkRecord =>
  record.state === 'ok' && record.measured === undefined;

/** Whether a record is one of a closed loop of searches, measured or not. */
export const isSearch = (record: Record): record is OkRecord | MissingRecord<SearchWorkload> =>
  record.cell.workload.type === 'search';

/** Whether a record is one of an open loop of searches, measured or not. */
export const isOpen = (record: Record): record is OpenRecord | MissingRecord<OpenWorkload> =>
  record.cell.workload.type === 'open';

/** Whether a record is of a long run, measured or not. */
export const isEndurance = (record: Record): record is EnduranceRecord | MissingRecord<EnduranceWorkload> =>
  record.cell.workload.type === 'endurance';

/** Whether a record is one of filling a collection, measured or not. */
export const isIngest = (record: Record): record is IngestRecord | MissingRecord<IngestWorkload> =>
  record.cell.workload.type === 'ingest';
