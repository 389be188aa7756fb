import type { Cell, CellParams, Workload } from '../results/cell';
import type { Finding, MissingRecord, OkRecord, RecordCommon, RecordEngine } from '../results/record';
import { type LostReason, lostReasons } from './lost-reasons';
import { mergeFindings } from './merge-findings';
import type { FoundCheck } from './summary';

/** What every summary of a measured setting says of it, whatever its workload. */
export interface SummaryHead<W extends Workload = Workload> {
  readonly state: 'measured';
  readonly dataset: RecordCommon['dataset'];
  readonly engine: RecordEngine;
  readonly machine: string;
  readonly commits: readonly string[];
  readonly build: CellParams;
  readonly search: CellParams;
  /** Asked by the lab, and as the engine reported them. */
  readonly params: { readonly asked: CellParams; readonly readBack: CellParams };
  readonly workload: W;
  readonly repetitions: number;
  readonly findings: readonly FoundCheck[];
  /** Cells of this setting that were not measured, and why. */
  readonly lost: readonly LostReason[];
}

type Run<W extends Workload> = Pick<OkRecord, 'dataset' | 'engine' | 'machine' | 'commit' | 'params' | 'findings'> & {
  readonly cell: Pick<Cell, 'build' | 'search'> & { readonly workload: W };
};

/** Of the runs of one setting; `lost` are its cells that were not measured, `further` findings beside those of the records. */
export function summaryHead<W extends Workload>(
  records: readonly [Run<W>, ...Run<W>[]],
  lost: readonly MissingRecord[],
  further: readonly Finding[] = [],
): SummaryHead<W> {
  const [{ dataset, engine, machine, params, cell }] = records;
  return {
    state: 'measured',
    dataset,
    engine,
    machine,
    commits: [...new Set(records.map(({ commit }) => commit))],
    build: cell.build,
    search: cell.search,
    params,
    workload: cell.workload,
    repetitions: records.length,
    findings: mergeFindings([...records.map(({ findings }) => findings), further]),
    lost: lostReasons(lost),
  };
}
