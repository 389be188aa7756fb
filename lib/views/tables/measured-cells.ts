import { ceilingCell, ceilingColumn } from './ceiling-cell';
import { measuredCell, versionsOf, warningsCell } from './cells';
import { estimated as estimatedCell, none } from './estimated-cell';
import { failedCell } from './failed-cell';
import { settingCells, settingColumns } from './setting-cells';
import { scaled, type Estimate } from '../../analysis/estimate';
import type { MeasuredSummary } from '../../analysis/summary';
import { percent, recallText, three, whole } from '../format';
import type { Best } from './best-of';
import type { TableCell, TableColumn } from './table';

/** What depends on the rows: `k` where all have one, failures and ties that made a difference if any, rates against the fastest at equal recall. */
export interface ColumnsOf {
  readonly k: number | undefined;
  readonly anyFailed: boolean;
  readonly anyTies: boolean;
  readonly against: boolean;
}

/** Columns of the comparison matrix, in the order of {@link measuredCells}. */
export const comparisonColumns = ({ k, anyFailed, anyTies, against }: ColumnsOf): readonly TableColumn[] => [
  ...settingColumns,
  { name: 'engine', head: 'engine' },
  { name: 'state', head: 'state' },
  { name: 'ef', head: 'ef', align: 'right' },
  { name: 'recall', head: `recall@${k ?? 'k'}`, align: 'right' },
  {
    name: 'recall_ties',
    head: `recall@${k ?? 'k'}`,
    unit: 'ties count',
    align: 'right',
    only: anyTies ? 'page' : 'frame',
  },
  { name: 'qps', head: 'rate', unit: 'queries/s', align: 'right' },
  ...(against ? [{ name: 'against_fastest', head: 'against the fastest', only: 'page' } as const] : []),
  ceilingColumn,
  { name: 'pareto', head: 'front', unit: 'Pareto', only: against ? 'frame' : 'page' },
  // Where requests failed a page has no room for both, and the table of every setting has it.
  { name: 'cv', head: 'cv', align: 'right', only: against && anyFailed ? 'frame' : 'page' },
  { name: 'p50_ms', head: 'p50', unit: 'ms', align: 'right' },
  { name: 'p95_ms', head: 'p95', unit: 'ms', align: 'right', only: against ? 'frame' : 'page' },
  { name: 'p99_ms', head: 'p99', unit: 'ms', align: 'right' },
  { name: 'memory_mib', head: 'memory', unit: 'MiB', align: 'right' },
  { name: 'index_rate', head: 'indexing', unit: 'vectors/s', align: 'right', only: 'page' },
  { name: 'failed', head: 'failed', unit: 'requests', align: 'right', ...(!anyFailed && { only: 'frame' }) },
  { name: 'runs', head: 'runs', align: 'right', only: 'page' },
  { name: 'warnings', head: 'warnings', only: 'page' },
];

const mebibyte = 2 ** 20;

/** One measured setting as a row; `against` the fastest where the table has that column. */
export function measuredCells(summary: MeasuredSummary, best: Best, against?: TableCell): TableCell[] {
  const { engine, latency, indexing, repetitions, lost } = summary;
  return [
    ...settingCells(summary),
    { value: engine.title, text: engine.title, colour: engine.mark.colour, hover: versionsOf(summary) },
    measuredCell(summary.findings),
    summary.ef === undefined ? none : { value: summary.ef, text: whole(summary.ef), hover: paramsOf(summary) },
    estimated(summary.recall, { format: recallText, strong: best.recall.has(summary) }),
    estimated(summary.recallTies, { format: recallText }),
    estimated(summary.qps, { strong: best.qps.has(summary) }),
    ...(against ? [against] : []),
    ceilingCell(summary.ceiling),
    best.front.has(summary)
      ? { value: true, text: '◆', hover: 'no other setting shown here has both a higher recall and a higher rate' }
      : { value: false, text: '' },
    Number.isNaN(summary.cv) ? none : { value: summary.cv, text: percent(summary.cv) },
    estimated(latency.p50, { strong: best.p50.has(summary) }),
    estimated(latency.p95, {}),
    estimated(latency.p99, { strong: best.p99.has(summary) }),
    memoryCell(summary),
    estimated(indexing.rate, {}),
    failedCell(summary),
    {
      value: repetitions,
      text:
        lost.length === 0
          ? whole(repetitions)
          : `${repetitions} of ${repetitions + lost.reduce((sum, l) => sum + l.cells, 0)}`,
    },
    warningsCell(summary.findings),
  ];
}

/** In bold where it is among the best of its column. */
const estimated = (
  estimate: Estimate | undefined,
  { format = three, strong = false }: { format?: (value: number) => string; strong?: boolean },
): TableCell => ({ ...estimatedCell(estimate, format), ...(estimate && strong ? { strong } : {}) });

/** An engine inside the lab's process has no memory of its own that could be read; of any other the lab's says nothing. */
function memoryCell({ memory, engine }: MeasuredSummary): TableCell {
  if (memory.engine) return estimated(scaled(memory.engine, 1 / mebibyte), {});
  if (engine.how !== 'in-process') return { ...none, hover: "the engine's processes could not be looked at from here" };
  if (!memory.lab) return none;
  const inLab = estimated(scaled(memory.lab, 1 / mebibyte), {});
  return {
    ...inLab,
    text: `lab ${inLab.text}`,
    hover: 'resident memory of the whole lab process, in which this engine runs',
  };
}

const paramsOf = ({ params }: MeasuredSummary): string =>
  `in force: ${Object.entries(params.readBack)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}`;
