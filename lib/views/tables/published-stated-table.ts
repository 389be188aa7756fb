import type { PublishedRow } from '../../results/published/published-row';
import { percent, whole } from '../format';
import { makeTable, table } from './make-table';
import type { Table } from './table';

/** What a reader needs to judge a row, and whether the row has it. */
const wanted: readonly (readonly [string, (row: PublishedRow) => boolean])[] = [
  ['rate', ({ rate }) => above(rate)],
  ['recall', ({ recall }) => above(recall)],
  ['latency: mean', ({ meanMs }) => above(meanMs)],
  ['latency: p99', ({ p99Ms }) => above(p99Ms)],
  ['latency of the requests that made the rate', (row) => row.latencyOf === 'same'],
  ['clients', ({ clients }) => above(clients)],
  ['k', ({ k }) => above(k)],
  ['parameters of index or search', ({ params }) => params !== undefined],
  ['whether a filter was set', ({ filter }) => filter !== undefined],
  ['machine or service plan', ({ setup }) => setup !== undefined],
  ['version of the engine', ({ version }) => version !== undefined],
  ['load time', ({ loadS }) => above(loadS)],
  ['vectors counted after the load', ({ loaded }) => above(loaded)],
];

const above = (value: number | undefined): boolean => value !== undefined && value > 0;

/** How many rows state what is needed to judge them; a zero states nothing. */
export function statedTable(rows: readonly PublishedRow[]): Table {
  return makeTable({
    columns: [
      { name: 'figure', head: 'figure' },
      { name: 'stated', head: 'stated', unit: `of ${whole(rows.length)} rows`, align: 'right' },
      { name: 'share', head: 'share', align: 'right' },
    ],
    rows: wanted.map(([figure, has]) => {
      const stated = rows.filter(has).length;
      const share = stated / rows.length;
      return {
        cells: [
          { value: figure, text: figure },
          { value: stated, text: whole(stated) },
          { value: share, text: percent(share) },
        ],
        grey: stated === 0,
      };
    }),
  });
}

/** Where rows come from: one line an engine and year. */
export function publishedSourcesTable(rows: readonly PublishedRow[]): Table {
  const groups = new Map<string, PublishedRow[]>();
  for (const row of rows) {
    const key = `${row.engine} ${row.date?.slice(0, 4) ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return table(
    [...groups.values()].map((group) => ({
      engine: group[0]?.engine ?? '',
      year: group[0]?.date?.slice(0, 4) ?? 'not stated',
      rows: group.length,
      datasets: [...new Set(group.map(({ dataset }) => dataset))].join('; '),
      source: [...new Set(group.map(({ source }) => source))].join('; '),
    })),
  );
}
