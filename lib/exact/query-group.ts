import type { Metric } from '../datasets/dataset';
import { distance } from './distance';
import { Filter } from './filter';
import type { Kernel } from './products';
import { squaredNorm } from './row-weights';
import { TopK } from './top-k';

/** Base vectors with their {@link rowWeights}. */
export interface WeightedBase {
  readonly vectors: Float32Array;
  readonly weights: Float64Array;
  readonly n: number;
  readonly dim: number;
  readonly metric: Metric;
}

/** Up to `kernel.lanes` queries that look at the base together; the k nearest of each are kept. */
export class QueryGroup {
  private readonly best: TopK[] = [];
  private readonly filters: Filter[] = [];
  private readonly interleaved: Float64Array;
  private readonly slopes: Float64Array;
  private readonly thresholds: Float64Array;
  private readonly products: Float64Array;

  /** Takes the queries from `first` on, `count` of them. Throws a LabError for a bad query, as {@link rowWeights} does. */
  constructor(
    private readonly kernel: Kernel,
    private readonly base: WeightedBase,
    private readonly queries: Float32Array,
    private readonly first: number,
    private readonly count: number,
    k: number,
  ) {
    const { dim, metric } = base;
    this.interleaved = new Float64Array(kernel.lanes * dim);
    this.products = new Float64Array(kernel.lanes * kernel.height);
    this.slopes = new Float64Array(kernel.lanes);
    // A lane without a query leaves every row out.
    this.thresholds = new Float64Array(kernel.lanes).fill(Infinity);
    for (let lane = 0; lane < count; lane++) {
      const square = squaredNorm(queries, first + lane, dim, metric, 'queries of the exact search');
      this.best.push(new TopK(k));
      this.filters.push(new Filter(metric, square, dim));
      this.setFilter(lane);
      for (let i = 0; i < dim; i++) {
        this.interleaved[i * kernel.lanes + lane] = queries[(first + lane) * dim + i] as number;
      }
    }
  }

  /** Looks at the base rows from `first` up to `end`; each row is to be visited once. */
  visit(first: number, end: number): void {
    const { lanes, height } = this.kernel;
    const { vectors, weights, dim } = this.base;
    let row = first;
    for (; row + height <= end; row += height) {
      this.kernel.products(vectors, row * dim, dim, this.interleaved, this.products);
      for (let i = 0, slot = 0; i < height; i++) {
        const weight = weights[row + i] as number;
        for (let lane = 0; lane < lanes; lane++, slot++) {
          const value = (this.products[slot] as number) + (this.slopes[lane] as number) * weight;
          // Not `>=`: a bound that is not a number must measure the row.
          if (!(value < (this.thresholds[lane] as number))) this.measure(lane, row + i);
        }
      }
    }
    for (; row < end; row++) for (let lane = 0; lane < this.count; lane++) this.measure(lane, row);
  }

  /** Writes the neighbours of each query, nearest first, k after k from `at` on. */
  drain(rows: Uint32Array, distances: Float64Array, at: number): void {
    this.best.forEach((best, lane) => best.drain(rows, distances, at + lane * best.k));
  }

  private measure(lane: number, row: number): void {
    const { vectors, dim, metric } = this.base;
    const best = this.best[lane] as TopK;
    const measured = distance(metric, vectors, row * dim, this.queries, (this.first + lane) * dim, dim);
    if (!best.offer(row, measured) || best.limit === Infinity) return;
    (this.filters[lane] as Filter).tighten(best.limit);
    this.setFilter(lane);
  }

  private setFilter(lane: number): void {
    const filter = this.filters[lane] as Filter;
    this.slopes[lane] = filter.slope;
    this.thresholds[lane] = filter.threshold;
  }
}
