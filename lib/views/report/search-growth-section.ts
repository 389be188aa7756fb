import { growthPanels, growthPicks, searchGrowth } from '../../analysis/search-growth';
import type { Summary } from '../../analysis/summary';
import { growthChart } from '../charts/search-growth-chart';
import type { Figure } from '../figure';
import { growthSentences } from '../search-growth-takeaway';
import { searchGrowthTable } from '../tables/search-growth-table';
import { chart, section } from './section';

/** How searches slow down with vectors and dimensions, where several sizes were measured. */
export function searchGrowthSections(
  summaries: readonly Summary[],
  place: (figure: Figure) => number,
  options: { readonly machine?: string },
): string[] {
  const growth = searchGrowth(summaries);
  if (growth.length === 0) return [];
  const charts = growthPanels(growth).map((panel) =>
    chart(growthSentences(growthPicks(panel)), place(growthChart(panel, options))),
  );
  return [section('scale', 'Scale: searches against size', [...charts, searchGrowthTable(growth).html()].join('\n'))];
}
