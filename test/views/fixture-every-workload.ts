import { cellId, type Workload } from 'vexlab/dist/results/cell';
import type { MeasuredRecord, MissingRecord, Record, RecordEngine } from 'vexlab/dist/results/record';
import { sizesOf } from './fixture-batched-records';
import { capacityRecord } from './fixture-capacity-records';
import { plausibleLongRuns } from './fixture-endurance-records';
import { ladder } from './fixture-filtered-records';
import { growingFillings, ingestRecord, serverEngine } from './fixture-ingest-records';
import { mixes } from './fixture-mixed-records';
import { plausibleLoops } from './fixture-open-records';
import { missingRecord, plainEngine, plausibleRecords } from './fixture-records';

/** Of each workload: measured settings, of which one check failed or warned and a repetition was lost, and a setting that was not measured. */
const measured: { readonly [T in Workload['type']]: () => Record[] } = {
  search: () => plausibleRecords(200),
  open: plausibleLoops,
  endurance: plausibleLongRuns,
  capacity: () => [0, 1, 2, 3, 4].map((repetition) => capacityRecord(repetition, serverEngine)),
  filtered: () => [...ladder(), ...ladder(serverEngine, 0.3)],
  batched: () => [...sizesOf(), ...sizesOf(serverEngine, 3, 2)],
  mixed: () => [...mixes(), ...mixes(serverEngine, 3)],
  ingest: () => [...growingFillings(), ...batches(plainEngine, 1), ...batches(serverEngine, 6)],
};

/** Five builds each by inserts of three sizes. */
const batches = (engine: RecordEngine, slower: number): Record[] =>
  [10, 100, 1000].flatMap((batch, i) =>
    [0, 1, 2, 3, 4].map((repetition) =>
      ingestRecord({ engine, batch, repetition, insertMs: slower * (900 - 300 * i + repetition), readyMs: 300 }),
    ),
  );

export const workloads = Object.keys(measured) as Workload['type'][];

/** What is put into the records of a workload, to be looked for in a page. */
export const planted = (type: Workload['type']) => ({
  advice: `what the ${type} check advises`,
  numbers: { seen: 4321, share: 0.25 },
  lost: { state: 'timed-out' as const, why: `a repetition of ${type} took too long`, remedy: `give ${type} more time` },
  gone: { state: 'skipped' as const, why: `the engine has no ${type}`, remedy: `leave ${type} out` },
});

const absent: RecordEngine = { ...plainEngine, name: 'absent', title: 'Absent engine' };

function withPlanted(type: Workload['type']): Record[] {
  const records = measured[type]();
  const first = records.find((record): record is MeasuredRecord => record.state === 'ok');
  if (!first) throw new Error(`no record of ${type} is measured`);
  const { advice, numbers, lost, gone } = planted(type);
  const verdict = type === 'open' ? ('fail' as const) : ('warn' as const);
  const found = { ...first, findings: [...first.findings, { check: 'planted', verdict, numbers, advice }] };
  return [
    ...records.map((record) => (record === first ? (found as Record) : record)),
    missing(first, first.engine, lost),
    missing(first, absent, gone),
  ];
}

function missing(
  { cell, dataset }: MeasuredRecord,
  engine: RecordEngine,
  part: Pick<MissingRecord, 'state' | 'why' | 'remedy'>,
): MissingRecord {
  const other = { ...cell, engine: engine.name, repetition: 99 };
  const shape = missingRecord({ engine, dataset, why: part.why });
  return { ...shape, ...part, cell: other, cellId: cellId(other) };
}

/** The records of a run that asked for every workload. Plausible, not measured. */
export const everyWorkload = (): Record[] => workloads.flatMap(withPlanted);
