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
  return makeTable({
    columns: comparisonColumns(
      ks.length === 1 ? ks[0] : undefined,
      cut.some(({ measured }) => measured.some(({ failed }) => failed > 0)),
    ),
    rows: [
      ...cut.flatMap((panel) => panelRows(panel, options.rows ?? 'all')),
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
  'distinguishable from it, where all have intervals. A percentile stands only where at least 10 requests lie beyond it.';

function panelRows(panel: Panel, which: 'all' | 'picked'): TableRow[] {
  const grounds = [...new Set(panel.measured.map(({ clients }) => clients))].sort((a, b) => a - b);
  return [
    ...grounds.flatMap((clients) => {
      const all = panel.measured.filter((summary) => summary.clients === clients);
      const { target, picks } = picksAt(seriesOf(all));
      const shown = which === 'all' ? all : picks.map(({ setting }) => setting);
      const at = which === 'picked' ? pickText(target) : '';
      return [{ heading: headingOf(panel, clients) + at }, ...measuredRows(shown, bestOf(shown))];
    }),
    ...panel.missing.map((gone) => missingRow(gone, false)),
  ];
}

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
