import { endurancePanels } from '../../analysis/endurance-series';
import type { EnduranceOutcome } from '../../analysis/endurance-summary';
import { enduranceChart } from '../charts/endurance-chart';
import { longLoad } from '../drift-text';
import { enduranceSentences } from '../endurance-takeaway';
import type { Figure } from '../figure';
import { enduranceTable } from '../tables/endurance-table';
import { chart, section } from './section';
import { datasetName } from '../dataset-text';

/** Long loads as they went on: a figure for each dataset and load, and every figure's drift in a table. */
export function enduranceSections(
  outcomes: readonly EnduranceOutcome[],
  place: (figure: Figure) => number,
  options: { readonly machine?: string },
): string[] {
  if (outcomes.length === 0) return [];
  const charts = endurancePanels(outcomes).map(({ measured, missing }) => {
    const [first] = measured;
    const lead = `On ${datasetName(first.dataset)}, k ${first.k}, ${longLoad(first)}:`;
    return chart([lead, ...enduranceSentences(measured)], place(enduranceChart([...measured, ...missing], options)));
  });
  return [section('endurance', 'Under load for long', [...charts, enduranceTable(outcomes).html()].join('\n'))];
}
