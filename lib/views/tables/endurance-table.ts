import type { Change } from '../../analysis/drift-change';
import type { Trend } from '../../analysis/drift-trend';
import { endurancePanels, type EndurancePanel } from '../../analysis/endurance-series';
import type { DriftFigure, EnduranceOutcome, EnduranceRun, EnduranceSummary } from '../../analysis/endurance-summary';
import { runRecall } from '../../analysis/run-recall';
import { withNames } from '../../analysis/setting-name';
import { datasetText } from '../dataset-text';
import { changeAt, changeOver, driftFigures, driftNames, driftText, longLoad, signed } from '../drift-text';
import { recallText, three, whole } from '../format';
import { warningsCell } from './cells';
import { none } from './estimated-cell';
import { makeTable } from './make-table';
import { panelledRows } from './panelled-rows';
import { settingCells, settingColumns } from './setting-cells';
import type { Table, TableCell, TableColumn, TableRow } from './table';

const columns: readonly TableColumn[] = [
  ...settingColumns,
  { name: 'engine', head: 'engine' },
  { name: 'verdict', head: 'drift' },
  { name: 'figure', head: 'of' },
  { name: 'ef', head: 'ef', align: 'right' },
  { name: 'run', head: 'run', align: 'right' },
  { name: 'recall', head: 'recall', align: 'right', only: 'page' },
  { name: 'median', head: 'median', align: 'right' },
  { name: 'unit', head: 'unit' },
  { name: 'over_the_run', head: 'over the run', align: 'right' },
  { name: 'interval', head: '95 % interval', align: 'right' },
  { name: 'per_hour', head: 'an hour', align: 'right', only: 'page' },
  { name: 'p', head: 'p', align: 'right', only: 'page' },
  { name: 'warnings', head: 'warnings', only: 'page' },
];

const small = 'recall of the first and of the last slice';

const legend =
  'Of each slice the p50 and p99 of the response, from when a request was due, the resident memory at its end (of the engine’s processes; ' +
  'of an engine inside the lab, the lab’s), and the share of requests that failed. Median: of the slices. Over the run: slope of Theil and ' +
  'Sen times the length, by the modified Mann–Kendall test; where slices hang together too closely for ranks to tell among the figures of the run, their mean step, by ' +
  'Student’s t. Of failed requests, and of a percentile that in a slice is that of a failed one and ranks above every number: the largest ' +
  'change from one level to another, held against orders of the slices; the data chose its place, so it has no interval. p is corrected by Holm for the ' +
  'figures of one run. No drift shown is not none: the interval, of the figure by itself, says how large one may be. By itself, and ' +
  'with nothing moving in 30 simulated slices, a drift is shown of numbers in 3 %, of failed requests in 2 %; with autocorrelation 0.6 in 6 ' +
  'and 10 %. A figure that wanders like a random walk, as memory may, goes nowhere and is still called drift in about 17 %, failures in 22 %, of more slices more often. ' +
  'Recall: over all requests of the run; a long run keeps hits by slice, not by query, so it has no interval.';

/** Every long run: a row for each figure with its drift and interval, and in grey, with the reason, what could not be measured. */
export function enduranceTable(outcomes: readonly EnduranceOutcome[]): Table {
  const cut = endurancePanels(outcomes);
  return makeTable({
    columns,
    rows: panelledRows(cut, outcomes, measuredRows),
    ...(cut.length > 0 ? { small, legend } : {}),
  });
}

function measuredRows({ measured }: EndurancePanel): TableRow[] {
  const [first] = measured;
  return [
    { heading: `${datasetText(first.dataset)}, k ${first.k}, ${longLoad(first)}` },
    ...withNames(measured).flatMap((summary) =>
      summary.runs.flatMap((run) => driftNames.map((name) => ({ cells: driftCells(summary, run, name) }))),
    ),
  ];
}

function driftCells(summary: EnduranceSummary, run: EnduranceRun, figure: DriftFigure): TableCell[] {
  const { engine, ef, findings } = summary;
  const drift = run.drifts[figure];
  const { name, unit, factor } = driftFigures[figure];
  const verdict = drift.state === 'judged' ? drift.verdict : 'not available';
  const head: TableCell[] = [
    ...settingCells(summary),
    { value: engine.title, text: engine.title, colour: engine.mark.colour },
    { value: verdict, text: verdict, strong: verdict === 'rises' || verdict === 'falls', hover: drift.why },
    { value: name, text: name, ...(figure === 'memory' && { hover: whose(run) }) },
    ef === undefined ? none : { value: ef, text: whole(ef) },
    { value: run.repetition + 1, text: whole(run.repetition + 1) },
    recallCell(run),
  ];
  if (drift.state === 'not available') return [...head, { value: null, text: drift.why, hover: drift.why, grey: true }];
  return [
    ...head,
    { value: drift.median * factor, text: three(drift.median * factor) },
    { value: unit, text: unit },
    ...(drift.by === 'change' ? changeCells(drift, figure) : slopeCells(drift, figure)),
    { value: drift.test.adjusted, text: three(drift.test.adjusted), hover: drift.why },
    warningsCell(findings),
  ];
}

function slopeCells(drift: Trend, figure: DriftFigure): TableCell[] {
  const { value, low, high } = changeOver(drift, figure);
  const perHour = drift.perHour.value * driftFigures[figure].factor;
  const text = `${signed(low)} to ${signed(high)}`;
  return [
    { value, text: signed(value), hover: drift.why },
    { value: text, text, hover: drift.why },
    { value: perHour, text: signed(perHour) },
  ];
}

/** A change has no slope and no interval; one that is not shown is no more than where chance looks most like one. */
function changeCells(drift: Change, figure: DriftFigure): TableCell[] {
  if (drift.verdict === 'no drift shown') return [{ ...none, hover: drift.why }, none, none];
  const value = changeAt(drift, figure);
  const hover = `${driftText(drift, figure)}: ${drift.why}`;
  return [{ value, text: signed(value), hover }, { ...none, hover: 'the data chose the place of the change' }, none];
}

function recallCell(run: EnduranceRun): TableCell {
  const recall = runRecall(run);
  if (!recall) return { ...none, hover: 'no request was due' };
  const [over, first, last, least, most] = [recall.over, recall.first, recall.last, recall.least, recall.most].map(
    recallText,
  );
  return {
    value: recall.over,
    text: over as string,
    small: `${first} → ${last}`,
    hover: `over all requests, a failed one found nothing; first slice ${first}, last ${last}, worst ${least}, best ${most}`,
  };
}

const whose = ({ memoryOf }: EnduranceRun): string =>
  memoryOf === 'lab' ? 'of the lab’s process, with the engine inside it' : 'of the engine’s processes';
