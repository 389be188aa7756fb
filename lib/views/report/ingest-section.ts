import { groupBy } from '../../analysis/by-setting';
import { ingestGrowth } from '../../analysis/ingest-growth';
import type { IngestOutcome } from '../../analysis/ingest-summary';
import { ingestRateChart, ingestSentences } from '../charts/ingest-rate-chart';
import { memoryChart } from '../charts/memory-chart';
import { datasetText } from '../dataset-text';
import type { Figure } from '../figure';
import { memorySentences } from '../memory-takeaway';
import { growthTable } from '../tables/growth-table';
import { ingestTable } from '../tables/ingest-table';
import { chart, section } from './section';

/** What filling collections cost: of each dataset the rates by batch size, memory, growth, and every setting in a table. */
export function ingestSections(
  outcomes: readonly IngestOutcome[],
  place: (figure: Figure) => number,
  machine?: string,
): string[] {
  if (outcomes.length === 0) return [];
  const options = machine === undefined ? {} : { machine };
  const measured = outcomes.filter((one) => one.state === 'measured');
  const rates = groupBy(outcomes, ({ dataset }) => datasetText(dataset)).flatMap((group) => {
    const of = group.filter((one) => one.state === 'measured');
    const several = new Set(of.map(({ batch }) => batch)).size > 1;
    return several ? [chart(ingestSentences(of), place(ingestRateChart(group, options)))] : [];
  });
  const known = measured.some(({ memoryPerThousand }) => memoryPerThousand.state === 'known');
  const memory = known ? [chart(memorySentences(outcomes), place(memoryChart(outcomes, options)))] : [];
  const growth = ingestGrowth(outcomes);
  const parts = [
    ...rates,
    ...memory,
    ...(growth.length > 0 ? [`<h3>How it grows</h3>${growthTable(growth).html()}`] : []),
    ingestTable(outcomes).html(),
  ];
  return [section('ingest', 'Filling: rates, memory and disk', parts.join('\n'))];
}
