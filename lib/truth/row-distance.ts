import type { Dataset } from '../datasets/dataset';
import { readRow } from '../datasets/vectors';
import { distance } from '../exact/distance';

/** Measures single pairs of a query and a base row, in double precision from the stored values. */
export class RowDistance {
  private readonly query: Float32Array;
  private readonly row: Float32Array;
  private loaded = -1;

  constructor(private readonly dataset: Dataset) {
    this.query = new Float32Array(dataset.queries.dim);
    this.row = new Float32Array(dataset.base.dim);
  }

  /** The distance as the dataset's metric defines it; query and row must exist. */
  between(query: number, row: number): number {
    const { base, queries, metric } = this.dataset;
    if (query !== this.loaded) readRow(queries, query, this.query);
    this.loaded = query;
    readRow(base, row, this.row);
    return distance(metric, this.row, 0, this.query, 0, base.dim);
  }
}
