import { panels } from '../../analysis/panels';
import type { FilteredSummary, MissingSummary } from '../../analysis/summary';
import { filteredChart } from '../charts/filtered-chart';
import type { Figure } from '../figure';
import { filteredTable } from '../tables/filtered-table';
import { filteredTakeaway } from '../write-takeaways';
import { chart, section } from './section';

/** What a filter costs, where a run holds a ladder of them: a figure for each dataset and k, and every rung in a table. */
export function filteredSections(
  outcomes: readonly (FilteredSummary | MissingSummary)[],
  place: (figure: Figure) => number,
  options: { readonly machine?: string },
): string[] {
  if (outcomes.length === 0) return [];
  const charts = panels<FilteredSummary>(outcomes).map(({ measured, missing }) =>
    chart(filteredTakeaway(measured).split('\n'), place(filteredChart([...measured, ...missing], options))),
  );
  return [section('filtered', 'Searches with a filter', [...charts, filteredTable(outcomes).html()].join('\n'))];
}
