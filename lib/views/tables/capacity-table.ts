import { nameMeasured } from '../../analysis/setting-name';
import type { CapacityOutcome, CapacitySummary } from '../../analysis/summarise-capacity';
import { searchStates } from '../../analysis/capacity-states';
import { unequalLimits } from '../../analysis/notes';
import type { BreakingPoint } from '../../workload/load/breaking-point';
import { listed, recallText, three, whole } from '../format';
import { estimated, none } from './estimated-cell';
import { makeTable } from './make-table';
import { missingCells } from './missing-cells';
import { settingCells, settingColumns } from './setting-cells';
import type { Table, TableCell, TableColumn, TableRow } from './table';
import { warningsCell } from './cells';

const columns: readonly TableColumn[] = [
  ...settingColumns,
  { name: 'engine', head: 'engine' },
  { name: 'state', head: 'search' },
  { name: 'ef', head: 'ef', align: 'right' },
  { name: 'held', head: 'held', unit: 'requests/s', align: 'right' },
  { name: 'broken', head: 'broken', unit: 'requests/s', align: 'right' },
  { name: 'recall', head: 'recall', align: 'right' },
  { name: 'windows', head: 'windows', align: 'right' },
  { name: 'runs', head: 'runs', align: 'right', only: 'page' },
  { name: 'warnings', head: 'warnings', only: 'page' },
];

const small = 'of rates 95 % intervals over runs; of recall no interval, but its worst run and its best';

const legend =
  'Held: the highest rate of an open loop at which 99 % of what was offered (or all but 10 requests, where these are at most 5 %) was completed, under 1 % failed and the backlog did not grow, ' +
  'below every rate that broke. Broken: the lowest rate that broke twice. Recall: at the rates held, a failed request found nothing; without ' +
  'interval, as a record keeps the hits of a window, not those of each query, and runs ask the same queries.';

/** The highest rate that each engine held, or why the search does not say. */
export function capacityTable(outcomes: readonly CapacityOutcome[]): Table {
  const named = nameMeasured<CapacitySummary>(outcomes);
  const measured = named.filter((one) => one.state === 'measured');
  return makeTable({
    columns,
    rows: named.map((one): TableRow =>
      one.state === 'missing' ? { cells: missingCells(one, true), grey: true } : { cells: cells(one) },
    ),
    small,
    legend,
    notes: [...unequalLimits(measured), ...measured.flatMap(notes)],
  });
}

function cells(summary: CapacitySummary): TableCell[] {
  const { engine, ef, held, broken, recall, found, repetitions } = summary;
  const windows = found.flatMap(({ rates }) => rates.map((rate) => rate.windows.length));
  const state = stateOf(found);
  return [
    ...settingCells(summary),
    { value: engine.title, text: engine.title, colour: engine.mark.colour },
    { value: state, text: state },
    ef === undefined ? none : { value: ef, text: whole(ef) },
    estimated(held),
    estimated(broken),
    recallCell(recall),
    { value: sum(windows), text: whole(sum(windows)) },
    { value: repetitions, text: whole(repetitions) },
    warningsCell(summary.findings),
  ];
}

function recallCell(recall: CapacitySummary['recall']): TableCell {
  if (!recall) return { ...none, hover: 'no rate was held' };
  const { over, least, most } = recall;
  return { value: over, text: recallText(over), small: `runs ${recallText(least)}–${recallText(most)}` };
}

const stateOf = (found: readonly BreakingPoint[]): string =>
  listed([...new Set(found.map(({ state }) => searchStates[state]))]);

/** Why a search does not say, in the words of its last windows. */
function notes({ engine, found }: CapacitySummary): string[] {
  const reasons = found
    .filter(({ state }) => state !== 'found')
    .flatMap(({ state, rates }) => {
      const last = rates.flatMap(({ windows }) => windows).findLast(({ why }) => why.length > 0);
      return [`${searchStates[state]}${last ? `: at ${three(last.rate)}/s ${last.why.join(', ')}` : ''}`];
    });
  return [...new Set([...reasons, ...contradictions(found)])].map((reason) => `${engine.title}: ${reason}.`);
}

/** Where a higher rate held, the bracket between held and broken is not the whole of it. */
function contradictions(found: readonly BreakingPoint[]): string[] {
  const rates = [...new Set(found.flatMap(({ contradicted }) => contradicted))].sort((a, b) => a - b);
  if (rates.length === 0) return [];
  const runs = found.filter(({ contradicted }) => contradicted.length > 0).length;
  return [
    `above its lowest broken rate ${listed(rates.map((rate) => `${three(rate)}/s`))} held, in ${runs} of ${found.length} runs: ` +
      'what breaks it may not be the rate',
  ];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
