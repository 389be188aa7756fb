import { join, relative, sep } from 'node:path';
import { projectRoot } from '../../base/paths';
import type { DatasetListing } from '../../datasets/list-datasets';
import { whole } from '../format';
import { makeTable } from './make-table';
import type { Table, TableRow } from './table';

/** The catalogue: what each dataset is, its licence, and whether it is here; in grey, with the remedy, what is not. */
export function datasetTable(listings: readonly DatasetListing[]): Table {
  return makeTable({
    columns: [
      { name: 'name', head: 'dataset' },
      { name: 'rows', head: 'rows', align: 'right' },
      { name: 'queries', head: 'queries', align: 'right' },
      { name: 'dim', head: 'dim', align: 'right' },
      { name: 'metric', head: 'metric' },
      { name: 'licence', head: 'licence', only: 'page' },
      { name: 'state', head: 'state' },
      { name: 'where', head: 'where, or how to get it' },
    ],
    rows: listings.map(row),
  });
}

function row({
  name,
  title,
  rows,
  queries,
  dim,
  metric,
  licence,
  source,
  state,
  path,
  remedy,
}: DatasetListing): TableRow {
  const where = path === undefined ? (remedy ?? '') : shownPlace(path);
  return {
    cells: [
      { value: name, text: name, hover: `${title}. Source: ${source}` },
      { value: rows, text: whole(rows) },
      { value: queries, text: whole(queries) },
      { value: dim, text: whole(dim) },
      { value: metric, text: metric },
      { value: licence, text: licence },
      { value: state, text: state },
      { value: where, text: where, hover: where },
    ],
    grey: state === 'missing',
  };
}

/** Inside the checkout from its root; elsewhere the last folders only, so that a page tells nothing of its machine. */
function shownPlace(path: string): string {
  const inside = relative(projectRoot, path);
  return inside.startsWith('..') ? join('…', ...path.split(sep).slice(-2)) : inside;
}
