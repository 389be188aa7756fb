import { failedRepetitions } from '../../analysis/failed-repetitions';
import { noPercentile } from '../../analysis/no-percentile';
import type { OpenOutcome, OpenSummary } from '../../analysis/open-summary';
import { panels, type Panel } from '../../analysis/panels';
import { shares } from '../../analysis/percentiles';
import { withNames } from '../../analysis/setting-name';
import { counted, percent, recallText, three, whole } from '../format';
import { warningsCell } from './cells';
import { ceilingCell, ceilingColumn, ceilingLegend } from './ceiling-cell';
import { estimated, none } from './estimated-cell';
import { markLost } from './failed-cell';
import { makeTable } from './make-table';
import { panelledRows } from './panelled-rows';
import { settingCells, settingColumns } from './setting-cells';
import type { Table, TableCell, TableColumn, TableRow } from './table';
import { datasetText } from '../dataset-text';
import { kindsText } from '../kinds-text';

const columns: readonly TableColumn[] = [
  ...settingColumns,
  { name: 'engine', head: 'engine' },
  { name: 'state', head: 'rate is' },
  { name: 'ef', head: 'ef', align: 'right' },
  { name: 'rate', head: 'asked', unit: '/s', align: 'right' },
  { name: 'offered', head: 'offered', unit: '/s', align: 'right', only: 'frame' },
  { name: 'completed', head: 'completed', unit: '/s', align: 'right' },
  ceilingColumn,
  { name: 'recall', head: 'recall', align: 'right', only: 'page' },
  { name: 'p50_ms', head: 'p50', unit: 'ms', align: 'right' },
  { name: 'p95_ms', head: 'p95', unit: 'ms', align: 'right', only: 'frame' },
  { name: 'p99_ms', head: 'p99', unit: 'ms', align: 'right' },
  { name: 'service_p50_ms', head: 'service p50', unit: 'ms', align: 'right' },
  { name: 'service_p99_ms', head: 'service p99', unit: 'ms', align: 'right', only: 'frame' },
  { name: 'slip_p99_ms', head: 'late p99', unit: 'ms', align: 'right', only: 'frame' },
  { name: 'most_in_flight', head: 'most under way', align: 'right', only: 'page' },
  { name: 'failed_share', head: 'failed', align: 'right' },
  { name: 'runs', head: 'runs', align: 'right', only: 'page' },
  { name: 'warnings', head: 'warnings', only: 'page' },
];

const small =
  '95 % intervals, of recall over queries, of failed requests over requests and repetitions, of the others over repetitions';

const legend =
  'p50, p99: the response, from when ' +
  'a request was due: what a user waits. Service: from its sending. Completed: answered ' +
  'without error while the window lasted. Held: in its second half 99 % (or all but 10, at most 5 %) completed, under 1 % failed, and no growing backlog, in ' +
  'two windows or more that are at least four in five of those judged; broken where two or more broke and fewer than four in five held; not judged where more windows were not than were; small: windows that held, of all. A percentile stands only where at least 10 requests lie beyond it. Failed: of all requests; ' +
  'its interval is that of Clopper and Pearson, and as wide as that over repetitions where these differ by more than chance. ' +
  ceilingLegend;

/** Every open loop: a row for each engine and rate, and in grey, with the reason and the remedy, what could not be measured. */
export function openTable(outcomes: readonly OpenOutcome[]): Table {
  const cut = panels<OpenSummary>(outcomes);
  return makeTable({
    columns,
    rows: panelledRows(cut, outcomes, measuredRows),
    ...(cut.length > 0 ? { small, legend } : {}),
    notes: cut.flatMap(({ measured }) => withNames(measured).flatMap(lostNote)),
  });
}

function measuredRows({ dataset, k, measured }: Panel<OpenSummary>): TableRow[] {
  const byRate = withNames(measured).sort((a, b) => a.rate - b.rate);
  return [
    { heading: `${datasetText(dataset)}, k ${k}, open loop` },
    ...byRate.map((summary) => ({ cells: openCells(summary) })),
  ];
}

function openCells(summary: OpenSummary): TableCell[] {
  const { engine, ef, rate, response, service, slip, mostInFlight } = summary;
  return [
    ...settingCells(summary),
    { value: engine.title, text: engine.title, colour: engine.mark.colour, hover: arrivals(summary) },
    stateCell(summary),
    ef === undefined ? none : { value: ef, text: whole(ef) },
    { value: rate, text: three(rate) },
    estimated(summary.offered),
    estimated(summary.completed),
    ceilingCell(summary.ceiling),
    estimated(summary.recall, recallText),
    estimated(response.p50),
    estimated(response.p95),
    response.p99 ? estimated(response.p99) : notCarried(summary),
    estimated(service.p50),
    estimated(service.p99),
    estimated(slip.p99),
    { value: mostInFlight, text: whole(mostInFlight) },
    failedShare(summary),
    { value: summary.repetitions, text: whole(summary.repetitions) },
    warningsCell(summary.findings),
  ];
}

const lostNote = (summary: OpenSummary): string[] => {
  const lost = failedRepetitions(summary);
  return lost ? [`⚠ ${summary.engine.title} at ${three(summary.rate)}/s: ${lost.why}.`] : [];
};

/** The verdict, and how many of the windows it is of held. */
function stateCell({ verdict, windows: { held, broken, notJudged }, why }: OpenSummary): TableCell {
  const all = held + broken + notJudged;
  const silent = notJudged === 0 ? '' : `, ${notJudged} not judged`;
  const hover = [`${held} of ${counted(all, 'window')} held${silent}`, ...new Set(why)].join('; ');
  return { value: verdict, text: verdict, small: `${held} of ${all}`, strong: verdict === 'broken', hover };
}

const arrivals = ({ workload }: OpenSummary): string =>
  `${workload.arrivals} arrivals, windows of ${workload.durationMs / 1000} s`;

/** A p99 that stands nowhere: too few requests, or it falls among those that failed. */
const notCarried = (summary: OpenSummary): TableCell => ({
  ...none,
  hover: noPercentile(summary, 'p99', shares.p99).why,
});

/** Of none that failed too: some share of so many could have. */
function failedShare(summary: OpenSummary): TableCell {
  const share = estimated(summary.errorShare, percent);
  const hover = [kindsText(summary.errors), share.hover].filter(Boolean).join('; ');
  return markLost({ ...share, ...(hover !== '' && { hover }) }, summary);
}
