import type { CompareRates } from '../../analysis/adjust-grounds';
import { picksAt } from '../../analysis/picks';
import { seriesOf } from '../../analysis/series';
import type { Panel } from '../../analysis/panels';
import { latencyChart } from '../charts/latency-chart';
import { recallRateChart } from '../charts/recall-rate-chart';
import type { Figure } from '../figure';
import { latencySentences } from '../latency-takeaway';
import { comparisonTable } from '../tables/comparison-table';
import { panelSentences } from '../takeaway';
import { chart, prose, section } from './section';
import { datasetText } from '../dataset-text';

/** What the figures of a page have in common. */
export interface PageOptions {
  readonly machine?: string;
  readonly compareRates: CompareRates;
}

/** One dataset and k: takeaways, each above its figure, and every setting in a table. */
export function panelSection(
  panel: Panel,
  index: number,
  place: (figure: Figure) => number,
  options: PageOptions,
): string {
  const summaries = [...panel.measured, ...panel.missing];
  const sentences = panelSentences(panel, options.compareRates);
  const { dataset, k } = panel;
  const known = panel.measured.some(({ recall }) => recall !== undefined);
  const compared = picksAt(seriesOf(panel.measured)).picks.map(({ setting }) => setting);
  const charts = [
    ...(known ? [chart(sentences, place(recallRateChart(summaries, options)))] : [prose(sentences)]),
    chart(latencySentences(compared), place(latencyChart(summaries, options))),
  ];
  const all = `<details><summary>Every setting (${panel.measured.length})</summary>${comparisonTable(summaries).html()}</details>`;
  const title = `${datasetText(dataset)}, k ${k}`;
  return section(`panel-${index}`, title, [...charts, all].join('\n'));
}
