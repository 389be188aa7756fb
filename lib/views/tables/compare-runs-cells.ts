import type { AdjustedTest } from '../../analysis/adjust-tests';
import type { ComparedSetting } from '../../analysis/compare-runs';
import type { Detectable } from '../../analysis/detectable';
import { isEf } from '../../analysis/ef-of';
import { fewestUnits } from '../../analysis/estimate';
import type { Ratio } from '../../analysis/ratio-of-medians';
import type { MeasuredSummary, MissingSummary } from '../../analysis/summary';
import { counted, intervalText, recallText, three, whole } from '../format';
import { intervalSmall } from './interval-small';
import { cell } from './make-table';
import type { TableCell, TableColumn } from './table';

/** What a comparison of two runs says beside its change, in the order of {@link testCells}. */
export const testColumns: readonly TableColumn[] = [
  { name: 'p', head: 'p', align: 'right' },
  { name: 'effect', head: 'delta', align: 'right' },
  { name: 'runs_a', head: 'runs of A', align: 'right', only: 'page' },
  { name: 'runs_b', head: 'runs of B', align: 'right', only: 'page' },
  { name: 'detectable', head: 'would show', unit: 'ratio, 80 %', align: 'right', only: 'page' },
];

/** Columns of two runs side by side, in the order of {@link compareRunsCells}. */
export const compareRunsColumns: readonly TableColumn[] = [
  { name: 'dataset', head: 'dataset', only: 'frame' },
  { name: 'rows', head: 'rows', only: 'frame' },
  { name: 'k', head: 'k', only: 'frame' },
  { name: 'clients', head: 'clients', only: 'frame' },
  { name: 'engine', head: 'engine' },
  { name: 'search', head: 'search' },
  { name: 'recall_a', head: 'recall', align: 'right' },
  { name: 'recall_b', head: 'recall of B', align: 'right', only: 'page' },
  { name: 'qps_a', head: 'A', align: 'right' },
  { name: 'qps_b', head: 'B', align: 'right' },
  { name: 'ratio', head: 'B / A', align: 'right' },
  { name: 'ratio_low', head: 'low', align: 'right', only: 'frame' },
  { name: 'ratio_high', head: 'high', align: 'right', only: 'frame' },
  ...testColumns,
  { name: 'faster', head: 'faster', align: 'right' },
];

/** Search parameters in a few words, ef by that name. */
export const searchText = ({ search, engine }: MeasuredSummary): string =>
  Object.entries(search)
    .map(([name, value]) => `${isEf(name, engine) ? 'ef' : name} ${value}`)
    .join(', ');

export const number = (value: number, shown = three(value), more: Partial<TableCell> = {}): TableCell =>
  cell(Number.isFinite(value) ? value : null, { text: shown, ...more });

/** Where a setting belongs, for the data frame. */
export const placeCells = ({
  dataset,
  k,
  clients,
}: MeasuredSummary | (MissingSummary & { k?: number; clients?: number })): TableCell[] =>
  [dataset.name, dataset.n, k ?? null, clients ?? null].map((value) => ({ value, text: String(value ?? '') }));

/** A setting that both runs measured, as a row. */
export function compareRunsCells(
  { a, b, comparison, recallDiffers, detectable, faster }: ComparedSetting,
  name: string,
): TableCell[] {
  const { ratio, test, effect, why } = comparison;
  return [
    ...placeCells(a),
    { ...cell(name), hover: `A: ${versionsOf(a)}; B: ${versionsOf(b)}` },
    cell(searchText(a)),
    number(a.recall?.value ?? NaN, recallsText(a, b, recallDiffers)),
    number(b.recall?.value ?? NaN, recallText(b.recall?.value ?? NaN)),
    rateCell(a),
    rateCell(b),
    ...changeCells(ratio),
    ...testCells({ test, effect, why, detectable }, [a.repetitions, b.repetitions]),
    outcomeCell(faster, why, [a.repetitions, b.repetitions]),
  ];
}

/** A ratio (or a difference) with the ends of its interval; where there is none, that, and why on hover and in a note. */
export function changeCells(change: Ratio, text = three, unit = ''): TableCell[] {
  if ('why' in change) return [{ value: null, text: 'not available', hover: change.why }, number(NaN), number(NaN)];
  const interval = intervalText(change, text);
  // In plain text an interval has no place of its own but the cell.
  const shown = [`${text(change.value)}${unit}`, ...(interval === undefined ? [] : [interval])].join(' ');
  return [number(change.value, shown), number(change.low), number(change.high)];
}

interface Tested {
  readonly test: AdjustedTest;
  readonly effect: number;
  readonly why: string;
  readonly detectable?: Detectable | undefined;
}

/** The cells of {@link testColumns}; of too few runs for an interval there is no p. */
export const testCells = (
  { test: { adjusted }, effect, why, detectable }: Tested,
  runs: readonly [a: number, b: number],
): TableCell[] => [
  Math.min(...runs) >= fewestUnits ? number(adjusted, pText(adjusted), { hover: why }) : number(NaN),
  number(effect, three(effect)),
  ...runs.map((count) => number(count, whole(count))),
  detectableCell(detectable),
];

/** Which run is ahead, or that none is shown to be, or that there are too few runs to tell. */
export function outcomeCell(shown: ComparedSetting['faster'], why: string, runs: readonly number[]): TableCell {
  const few = Math.min(...runs) < fewestUnits;
  const text = few ? `no test: ${counted(Math.min(...runs), 'run')}` : shown;
  return { value: shown, text, strong: shown !== 'no difference shown', hover: why };
}

const pText = (p: number): string => (p < 0.001 ? '<0.001' : p.toFixed(3));

const recallsText = (a: MeasuredSummary, b: MeasuredSummary, differs: boolean): string =>
  [a, ...(differs ? [b] : [])].map(({ recall }) => recallText(recall?.value ?? NaN)).join(' → ');

const rateCell = ({ qps }: MeasuredSummary): TableCell => number(qps.value, three(qps.value), intervalSmall(qps));

function detectableCell(found: Detectable | undefined): TableCell {
  if (!found) return number(NaN);
  return found.state === 'known' ? number(found.ratio) : { value: null, text: 'not available', hover: found.why };
}

const versionsOf = ({ engine }: MeasuredSummary): string =>
  [engine.serverVersion, engine.clientVersion].filter((version) => version !== undefined).join(' / ') || 'no version';
