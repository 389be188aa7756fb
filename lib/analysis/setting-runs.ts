import type { CellParams, Workload } from '../results/cell';
import type { MeasuredRecord, MissingRecord, Record, RecordCommon, RecordEngine } from '../results/record';
import { bySetting, latestOf } from './by-setting';
import { efOf } from './ef-of';
import { type LostReason, lostReasons } from './lost-reasons';

/** A measured setting of any workload, by what was asked. */
export interface SettingHead {
  readonly dataset: RecordCommon['dataset'];
  readonly engine: RecordEngine;
  readonly machine: string;
  readonly build: CellParams;
  readonly search: CellParams;
  readonly workload: Workload;
  /** The engine's ef_search, under whatever name; absent where it has none, or it is not searched. */
  readonly ef?: number;
  readonly repetitions: number;
  readonly builds: number;
  /** Cells of it that were not measured, and why. */
  readonly lost: readonly LostReason[];
}

/** The same with the records of its runs. */
export interface SettingRuns {
  readonly head: SettingHead;
  readonly records: readonly [MeasuredRecord, ...MeasuredRecord[]];
}

/**
 * The measured settings of closed loops of searches, or of the other workloads. Of a cell that a run holds twice the last record
 * counts.
 */
export function settingRuns(records: readonly Record[], of: 'closed loops' | 'other workloads'): SettingRuns[] {
  const closed = of === 'closed loops';
  const latest = latestOf(records.filter(({ cell }) => (cell.workload.type === 'search') === closed));
  const measured = latest.filter((record): record is MeasuredRecord => record.state === 'ok');
  const lost = latest.filter((record) => record.state !== 'ok');
  return bySetting(measured, lost, (runs, gone) => ({ head: headOf(runs, gone), records: runs }))
    .flatMap((one) => ('records' in one ? [one] : []))
    .sort((a, b) => inOrder(a.head, b.head));
}

/** By workload, dataset, engine and ef; else in the order of measuring. */
const inOrder = (a: SettingHead, b: SettingHead): number =>
  a.workload.type.localeCompare(b.workload.type) ||
  a.dataset.name.localeCompare(b.dataset.name) ||
  a.dataset.n - b.dataset.n ||
  a.engine.name.localeCompare(b.engine.name) ||
  (a.ef ?? 0) - (b.ef ?? 0);

function headOf(runs: readonly [MeasuredRecord, ...MeasuredRecord[]], lost: readonly MissingRecord[]): SettingHead {
  const [{ dataset, engine, machine, cell }] = runs;
  const ef = efOf(runs[0]);
  return {
    dataset,
    engine,
    machine,
    build: cell.build,
    search: cell.search,
    workload: cell.workload,
    ...(ef === undefined ? {} : { ef }),
    repetitions: runs.length,
    builds: new Set(runs.map(({ build }) => build.id)).size,
    lost: lostReasons(lost),
  };
}
