import { compareWithin, type CompareRates } from '../../analysis/adjust-grounds';
import { panels, isMissing, type Panel } from '../../analysis/panels';
import { notes } from '../../analysis/notes';
import { picksAt } from '../../analysis/picks';
import { seriesOf } from '../../analysis/series';
import type { MeasuredSummary, MissingSummary, Summary } from '../../analysis/summary';
import { whole } from '../format';
import { bestOf, type Best } from './best-of';
import { makeTable } from './make-table';
import { measuredCells, comparisonColumns } from './measured-cells';
import { missingCells } from './missing-cells';
import type { Table, TableRow } from './table';

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
  const elsewhere = summaries.filter(isMissing).filter((gone) => !cut.some(({ missing }) => missing.includes(gone)));
  const ks = [...new Set(cut.map(({ k }) => k))];
  const blocks = new Map(cut.map((panel) => [panel, blocksOf(panel, options.rows ?? 'all')]));
  const compareRates = compareWithin([...blocks.values()].flat().map(({ shown }) => shown));
  return makeTable({
    columns: comparisonColumns(
      ks.length === 1 ? ks[0] : undefined,
      cut.some(({ measured }) => measured.some(({ failed }) => failed > 0)),
    ),
    rows: [
      ...cut.flatMap((panel) => panelRows(panel, blocks.get(panel) ?? [], compareRates)),
      ...(elsewhere.length > 0
        ? [{ heading: 'Not measured' }, ...elsewhere.map((gone) => missingRow(gone, true))]
        : []),
    ],
    ...(cut.length > 0 ? { legend } : {}),
    notes: notes(summaries),
  });
}

const legend =
  'Small figures: 95 % intervals, of recall over queries, of the others over repetitions. Bold: the best of its dataset, k and clients, and those not ' +
  'distinguishable from it, where all have intervals; rates by a test too, corrected for every pair that this table puts side by side. ' +
  'A percentile stands only where at least 10 requests lie beyond it.';

/** Rows under one heading: settings of a panel with one number of clients. */
interface Block {
  readonly heading: string;
  readonly shown: readonly MeasuredSummary[];
}

function blocksOf(panel: Panel, which: 'all' | 'picked'): Block[] {
  const grounds = [...new Set(panel.measured.map(({ clients }) => clients))].sort((a, b) => a - b);
  return grounds.map((clients) => {
    const all = panel.measured.filter((summary) => summary.clients === clients);
    const heading = headingOf(panel, clients);
    if (which === 'all') return { heading, shown: all };
    const { target, picks } = picksAt(seriesOf(all));
    return { heading: heading + pickText(target), shown: picks.map(({ setting }) => setting) };
  });
}

const panelRows = (panel: Panel, blocks: readonly Block[], compareRates: CompareRates): TableRow[] => [
  ...blocks.flatMap(({ heading, shown }) => [{ heading }, ...measuredRows(shown, bestOf(shown, compareRates))]),
  ...panel.missing.map((gone) => missingRow(gone, false)),
];

const pickText = (target: number | undefined): string =>
  target === undefined ? '; each at its highest recall' : `; each at its fastest with recall ≥ ${target}`;

const headingOf = ({ dataset, k }: Panel, clients: number): string =>
  `${dataset.name}${dataset.synthetic ? ' (synthetic)' : ''}, ${whole(dataset.n)} × ${dataset.dim}, ${dataset.metric}, ` +
  `k ${k}, ${clients} client${clients === 1 ? '' : 's'}`;

const measuredRows = (shown: readonly MeasuredSummary[], best: Best): TableRow[] =>
  shown.map((summary) => ({ cells: measuredCells(summary, best) }));

const missingRow = (gone: MissingSummary, withDataset: boolean): TableRow => ({
  cells: missingCells(gone, withDataset),
  grey: true,
});
