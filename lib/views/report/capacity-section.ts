import { panels } from '../../analysis/panels';
import type { CapacityOutcome, CapacitySummary } from '../../analysis/summarise-capacity';
import { capacitySentences } from '../capacity-takeaway';
import { capacityChart } from '../charts/capacity-chart';
import { datasetName } from '../dataset-text';
import type { Figure } from '../figure';
import { capacityTable } from '../tables/capacity-table';
import { chart, section } from './section';

/** The highest rate that each engine held, where a run searched for it: a figure for each dataset and k, and a table of all. */
export function capacitySections(
  outcomes: readonly CapacityOutcome[],
  place: (figure: Figure) => number,
  options: { readonly machine?: string },
): string[] {
  if (outcomes.length === 0) return [];
  const charts = panels<CapacitySummary>(outcomes).map(({ dataset, k, measured, missing }) =>
    chart(
      [`On ${datasetName(dataset)}, k ${k}:`, ...capacitySentences(measured)],
      place(capacityChart([...measured, ...missing], options)),
    ),
  );
  return [section('capacity', 'The highest rate held', [...charts, capacityTable(outcomes).html()].join('\n'))];
}
