import { table } from '../../views/tables/make-table';
import type { Table } from '../../views/tables/table';
import type { TieDemonstration } from '../demonstrate-ties';

/** What recall says when the k-th neighbour is swapped for its equal. */
export const tiesTable = ({ query, k, rows, distance, strict, tieAware, tied, queries }: TieDemonstration): Table =>
  table([
    { fact: `query with two vectors equally far at rank ${k}`, value: String(query) },
    { fact: `its neighbour at rank ${k}, and the vector put in its place`, value: `${rows[0]}, ${rows[1]}` },
    { fact: 'distance of both', value: distance.toFixed(3) },
    { fact: `strict recall@${k} after the swap`, value: strict.toFixed(1) },
    { fact: `tie-aware recall@${k} after the swap`, value: tieAware.toFixed(1) },
    { fact: `queries with such a tie at rank ${k}`, value: `${tied} of ${queries}` },
  ]);
