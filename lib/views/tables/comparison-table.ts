import { compareWithin, type CompareRates } from '../../analysis/adjust-grounds';
import { failedRepetitions } from '../../analysis/failed-repetitions';
import { panels, type Panel } from '../../analysis/panels';
import { notes } from '../../analysis/notes';
import { picksAt } from '../../analysis/picks';
import { seriesOf } from '../../analysis/series';
import type { MeasuredSummary, Summary } from '../../analysis/summary';
import { againstFastest } from './against-fastest';
import { bestOf } from './best-of';
import { ceilingLegend } from './ceiling-cell';
import { makeTable } from './make-table';
import { measuredCells, comparisonColumns } from './measured-cells';
import { panelledRows } from './panelled-rows';
import type { Table, TableCell, TableRow } from './table';
import { datasetText } from '../dataset-text';

export interface ComparisonOptions {
  /** One row a line at equal recall (`picked`), or every setting (`all`, if not given). */
  readonly rows?: 'all' | 'picked';
}

/**
 * The comparison matrix: every setting with recall, rate, latency, memory and indexing, intervals beside the values,
 * the best and those not distinguishable from it in bold, what a check found, and in grey what could not be measured.
 */
export function comparisonTable(summaries: readonly Summary[], options: ComparisonOptions = {}): Table {
  const cut = panels(summaries);
  const ks = [...new Set(cut.map(({ k }) => k))];
  const blocks = new Map(cut.map((panel) => [panel, blocksOf(panel, options.rows ?? 'all')]));
  const compareRates = compareWithin([...blocks.values()].flat().map(({ shown }) => shown));
  return makeTable({
    columns: comparisonColumns({
      k: ks.length === 1 ? ks[0] : undefined,
      anyFailed: cut.some(({ measured }) => measured.some((one) => one.failed > 0 || failedRepetitions(one))),
      anyTies: cut.some(({ measured }) => measured.some(tied)),
      against: options.rows === 'picked',
    }),
    rows: panelledRows(cut, summaries, (panel) =>
      (blocks.get(panel) ?? []).flatMap((block) => [{ heading: block.heading }, ...measuredRows(block, compareRates)]),
    ),
    ...(cut.length > 0 ? { small, legend } : {}),
    notes: notes(summaries),
  });
}

const tied = ({ recall, recallTies }: MeasuredSummary): boolean => recall?.value !== recallTies?.value;

const small = '95 % intervals, of recall over queries, of the others over repetitions';

const legend =
  'Bold: the best of its dataset, k and clients, and those not ' +
  'distinguishable from it, where all have intervals; rates by a test too, corrected for every pair that this table puts side by side. ' +
  `A percentile stands only where at least 10 requests lie beyond it. ${ceilingLegend}`;

/** Rows under one heading: settings of a panel with one number of clients. */
interface Block {
  readonly heading: string;
  readonly shown: readonly MeasuredSummary[];
  /** What a rate is against the fastest; absent in a table that has settings of any recall. */
  readonly against?: 'at equal recall' | 'not at equal recall';
}

function blocksOf(panel: Panel, which: 'all' | 'picked'): Block[] {
  const grounds = [...new Set(panel.measured.map(({ clients }) => clients))].sort((a, b) => a - b);
  return grounds.map((clients) => {
    const all = panel.measured.filter((summary) => summary.clients === clients);
    const heading = headingOf(panel, clients);
    if (which === 'all') return { heading, shown: all };
    const { target, picks } = picksAt(seriesOf(all));
    const against = target === undefined ? 'not at equal recall' : 'at equal recall';
    return { heading: heading + pickText(target), shown: picks.map(({ setting }) => setting), against };
  });
}

const pickText = (target: number | undefined): string =>
  target === undefined ? '; each at its highest recall' : `; each at its fastest with recall ≥ ${target}`;

const headingOf = ({ dataset, k }: Panel, clients: number): string =>
  `${datasetText(dataset)}, k ${k}, ${clients} client${clients === 1 ? '' : 's'}`;

function measuredRows({ shown, against }: Block, compareRates: CompareRates): TableRow[] {
  const best = bestOf(shown, compareRates);
  const compared = against === 'at equal recall' ? againstFastest(shown, compareRates) : () => notCompared;
  return shown.map((summary) => ({ cells: measuredCells(summary, best, against && compared(summary)) }));
}

const notCompared: TableCell = { value: null, text: '—', hover: 'not at equal recall, so the rates are not compared' };
