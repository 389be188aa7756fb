import type { OpenOutcome } from '../../analysis/open-summary';
import { panels } from '../../analysis/panels';
import { rateLatencyChart } from '../charts/rate-latency-chart';
import { escapeHtml } from '../escape';
import type { Figure } from '../figure';
import { openTakeaway } from '../open-takeaway';
import { openTable } from '../tables/open-table';
import { section } from './section';

/** Latency against the rate of requests, where a run holds open loops: a figure for each dataset and k, and every rate in a table. */
export function openSections(
  outcomes: readonly OpenOutcome[],
  place: (figure: Figure) => number,
  options: { readonly machine?: string },
): string[] {
  if (outcomes.length === 0) return [];
  const charts = panels(outcomes).map((panel) => {
    const shown = [...panel.measured, ...panel.missing];
    return (
      `<figure><figcaption><p>${escapeHtml(openTakeaway(shown))}</p></figcaption>` +
      `<div class="chart" data-figure="${place(rateLatencyChart(shown, options))}"></div></figure>`
    );
  });
  return [section('open', 'At a given rate: open loops', [...charts, openTable(outcomes).html()].join('\n'))];
}
