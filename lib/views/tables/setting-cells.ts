import type { MissingSummary, SearchesSummary } from '../../analysis/summary';
import type { TableCell, TableColumn } from './table';

/** What the page says in headings and greyed rows, as columns of the data frame, where every row stands by itself. */
export const settingColumns: readonly TableColumn[] = [
  { name: 'dataset', head: 'dataset', only: 'frame' },
  { name: 'rows', head: 'rows', only: 'frame' },
  { name: 'dim', head: 'dim', only: 'frame' },
  { name: 'metric', head: 'metric', only: 'frame' },
  { name: 'k', head: 'k', only: 'frame' },
  { name: 'clients', head: 'clients', only: 'frame' },
  { name: 'why_missing', head: 'why missing', only: 'frame' },
];

/** The cells of {@link settingColumns}. */
export function settingCells(
  summary: (Pick<SearchesSummary, 'state' | 'dataset' | 'k'> & { readonly clients?: number }) | MissingSummary,
): TableCell[] {
  const { dataset } = summary;
  const [k, clients, why] =
    summary.state === 'measured' ? [summary.k, summary.clients ?? null, null] : [null, null, summary.why];
  return [dataset.name, dataset.n, dataset.dim, dataset.metric, k, clients, why].map((value) => ({
    value,
    text: String(value ?? ''),
  }));
}
