import { decodeHistogram } from '../measure/histogram';
import type { IngestRecord, MeasuredRecord } from '../results/record';
import type { Column } from '../results/export/column';
import { type Field, known, ofWindow, type Value } from './record-field';
import { peakDisk, peakMemory } from './ingest-costs';
import { acknowledgedRate, searchableRate } from './ingest-rates';
import { percentileReading, type RunHistograms } from './percentile-reading';
import { responsesOf } from './responses-of';
import { breakingPointOf } from './summarise-capacity';
import { writeRate } from './write-rate';

type Kind = Exclude<MeasuredRecord['measured'], undefined>;
type Of<M extends Kind> = Extract<MeasuredRecord, { measured: M }>;

/** Of one workload; empty in the others. */
const of = <M extends Kind>(
  measured: M,
  [type, name]: readonly [type: Column['type'], name: string],
  value: (record: Of<M>) => Value,
): Field => ofWindow(type, name, (record) => (record.measured === measured ? value(record as Of<M>) : undefined));

/** Of the responses of an open loop, or of all slices of a long one. */
const response = (name: string, share: number): Field =>
  ofWindow('number', name, (record) =>
    record.measured === 'open' || record.measured === 'endurance'
      ? known(percentileReading(responsesOf(record), share))
      : undefined,
  );

/** No insert of a measured filling failed: one that did would have ended it. */
const inserts = ({ histograms }: IngestRecord): RunHistograms => ({ histograms: [histograms.insert], failed: [0] });

/** The columns that are of some workloads only: each names its unit. */
export const workloadFields: readonly Field[] = [
  response('response_p50_ms', 0.5),
  response('response_p95_ms', 0.95),
  response('response_p99_ms', 0.99),
  of('capacity', ['text', 'rate_search'], (record) => breakingPointOf(record).state),
  of('capacity', ['number', 'held_per_second'], (record) => breakingPointOf(record).held),
  of('capacity', ['number', 'broken_per_second'], (record) => breakingPointOf(record).broken),
  of('capacity', ['whole', 'windows'], ({ windows }) => windows.length),
  of('endurance', ['whole', 'slices'], ({ slices }) => slices.length),
  of('mixed', ['number', 'inserts_per_second'], (record) => writeRate(record, 'insert')),
  of('mixed', ['number', 'deletes_per_second'], (record) => writeRate(record, 'delete')),
  of('ingest', ['number', 'acknowledged_vectors_per_second'], acknowledgedRate),
  of('ingest', ['number', 'searchable_vectors_per_second'], searchableRate),
  of('ingest', ['whole', 'inserts'], ({ histograms }) => decodeHistogram(histograms.insert).totalCount),
  of('ingest', ['number', 'insert_p50_ms'], (record) => known(percentileReading(inserts(record), 0.5))),
  of('ingest', ['number', 'insert_p95_ms'], (record) => known(percentileReading(inserts(record), 0.95))),
  of('ingest', ['number', 'insert_p99_ms'], (record) => known(percentileReading(inserts(record), 0.99))),
  of('ingest', ['whole', 'peak_engine_memory_bytes'], (record) => known(peakMemory(record))),
  of('ingest', ['whole', 'peak_disk_bytes'], (record) => known(peakDisk(record))),
];
