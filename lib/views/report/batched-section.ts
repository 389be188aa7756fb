import { panels } from '../../analysis/panels';
import type { BatchedSummary, MissingSummary } from '../../analysis/summary';
import { batchedTakeaway } from '../batched-takeaway';
import { batchedChart } from '../charts/batched-chart';
import type { Figure } from '../figure';
import { batchedTable } from '../tables/batched-table';
import { chart, section } from './section';

/** Requests with several queries each, where a run holds them: a figure for each dataset and k, and every setting in a table. */
export function batchedSections(
  outcomes: readonly (BatchedSummary | MissingSummary)[],
  place: (figure: Figure) => number,
  options: { readonly machine?: string },
): string[] {
  if (outcomes.length === 0) return [];
  const charts = panels<BatchedSummary>(outcomes).map(({ measured, missing }) =>
    chart(batchedTakeaway(measured).split('\n'), place(batchedChart([...measured, ...missing], options))),
  );
  return [section('batched', 'Several queries in one request', [...charts, batchedTable(outcomes).html()].join('\n'))];
}
