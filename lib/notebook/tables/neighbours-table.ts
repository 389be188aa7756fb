import type { Dataset, Neighbours } from '../../datasets/dataset';
import { table } from '../../views/tables/make-table';
import type { Table } from '../../views/tables/table';

const distanceNames = { l2: 'Euclidean distance', cosine: '1 − cosine', ip: '−(inner product)' } as const;

/** The exact neighbours of one query: rank, id, distance, and the attributes where the dataset has some. */
export function neighboursTable(dataset: Dataset, { k, rows, distances }: Neighbours, query: number): Table {
  const ranks = Array.from({ length: k }, (_, rank) => query * k + rank);
  return table(
    ranks.map((slot, rank) => {
      const row = rows[slot] as number;
      const attributes = [...dataset.attributes.values()].map(
        (attribute) => [attribute.name, attribute.get(row)] as const,
      );
      return {
        rank: rank + 1,
        id: String(dataset.ids[row]),
        [distanceNames[dataset.metric]]: distances[slot] as number,
        ...Object.fromEntries(attributes),
      };
    }),
  );
}
