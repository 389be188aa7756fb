import { hasWrites } from '../../analysis/summarise-mixed';
import { worseFindings } from '../../analysis/merge-findings';
import { notes } from '../../analysis/notes';
import type { FoundCheck, MissingSummary, MixedSummary, WriteSummary } from '../../analysis/summary';
import { asked, recallText, whole } from '../format';
import { ceilingCell, ceilingColumn, ceilingLegend } from './ceiling-cell';
import { measuredCell, versionsOf, warningsCell } from './cells';
import { estimated, none } from './estimated-cell';
import { closedRows } from './closed-rows';
import { failedCell } from './failed-cell';
import { makeTable } from './make-table';
import { settingCells, settingColumns } from './setting-cells';
import type { Table, TableCell, TableColumn } from './table';

const columns: readonly TableColumn[] = [
  ...settingColumns,
  { name: 'engine', head: 'engine' },
  { name: 'state', head: 'state' },
  { name: 'ef', head: 'ef', align: 'right' },
  { name: 'writes', head: 'writes', unit: 'share', align: 'right' },
  { name: 'recall', head: 'recall', unit: 'of moment', align: 'right' },
  { name: 'recall_alone', head: 'recall', unit: 'no writes', align: 'right' },
  { name: 'p50_ms', head: 'p50', unit: 'ms', align: 'right' },
  { name: 'p50_alone_ms', head: 'p50', unit: 'no writes', align: 'right' },
  { name: 'p99_ms', head: 'p99', unit: 'ms', align: 'right' },
  { name: 'p99_alone_ms', head: 'p99', unit: 'no writes', align: 'right' },
  { name: 'stale', head: 'stale', unit: 'rows', align: 'right' },
  { name: 'fresh_missed', head: 'fresh rows missed', align: 'right', only: 'page' },
  { name: 'failed', head: 'failed', unit: 'searches', align: 'right', only: 'page' },
  { name: 'insert_rate', head: 'inserts', unit: '/s', align: 'right', only: 'frame' },
  { name: 'delete_rate', head: 'deletes', unit: '/s', align: 'right', only: 'frame' },
  ceilingColumn,
  { name: 'warnings', head: 'warnings', only: 'page' },
];

const small = '95 % intervals, of recall over queries, of the rest over repetitions';

const legend =
  'Latency of searches alone. Writes: share of the requests. Recall of the moment: ' +
  'against the rows that were certainly there when each search ran. Stale: rows returned after their delete was acknowledged. No ' +
  `writes: the same clients and searches on the same rows. ${ceilingLegend}`;

/** Searching between writes beside the same without them, a row for each engine and setting; in grey what could not be measured. */
export function mixedTable(summaries: readonly (MixedSummary | MissingSummary)[]): Table {
  const held = new Set(summaries.flatMap((one) => (one.state === 'measured' && one.alone ? [one.alone] : [])));
  const shown = summaries.filter((one) => one.state === 'missing' || !held.has(one));
  return makeTable({
    columns,
    rows: closedRows(shown, mixedCells),
    small,
    legend,
    notes: notes(summaries),
  });
}

function mixedCells(summary: MixedSummary): TableCell[] {
  const { engine, ef, workload, recall, latency, alone, stale, fresh, inserts, deletes } = summary;
  const findings = findingsOf(summary);
  return [
    ...settingCells(summary),
    {
      value: engine.title,
      text: engine.title,
      colour: engine.mark.colour,
      hover: versionsOf(summary),
    },
    measuredCell(findings),
    ef === undefined ? none : { value: ef, text: whole(ef) },
    {
      value: workload.inserts + workload.deletes,
      text: hasWrites(summary) ? asked(workload.inserts + workload.deletes) : 'none',
      hover: `inserts ${asked(workload.inserts)}, deletes ${asked(workload.deletes)}`,
    },
    estimated(recall, recallText),
    estimated(alone?.recall, recallText),
    estimated(latency.p50),
    estimated(alone?.latency.p50),
    estimated(latency.p99),
    estimated(alone?.latency.p99),
    { value: stale, text: whole(stale) },
    { value: fresh.missed, text: fresh.due === 0 ? '—' : `${whole(fresh.missed)} of ${whole(fresh.due)}` },
    failedOf(summary),
    rateCell(inserts),
    rateCell(deletes),
    ceilingCell(summary.ceiling),
    warningsCell(findings),
  ];
}

/** With those of the same searches without writes, which have no row of their own. */
const findingsOf = ({ findings, alone }: MixedSummary): readonly FoundCheck[] =>
  alone === undefined
    ? findings
    : worseFindings(
        findings,
        alone.findings.map((one) => ({ ...one, advice: `without writes: ${one.advice}` })),
      );

/** Where some failed without writes too, those stand below. */
function failedOf(summary: MixedSummary): TableCell {
  const { alone } = summary;
  return {
    ...failedCell(summary),
    ...(alone && alone.failed > 0 && { small: `no writes: ${failedCell(alone).text}` }),
  };
}

const rateCell = (writes: WriteSummary | undefined): TableCell => (writes ? estimated(writes.rate) : none);
