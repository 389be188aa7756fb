import { saturationLines, saturationPanels, saturationPicks } from '../../analysis/saturation-lines';
import { isMissing } from '../../analysis/panels';
import type { Summary } from '../../analysis/summary';
import { saturationChart } from '../charts/saturation-chart';
import type { Figure } from '../figure';
import { saturationSentences } from '../saturation-takeaway';
import { saturationTable } from '../tables/saturation-table';
import { chart, section } from './section';

/** Where more clients stop adding to the rate, where closed loops were measured with several numbers of them. */
export function saturationSections(
  summaries: readonly Summary[],
  place: (figure: Figure) => number,
  options: { readonly machine?: string },
): string[] {
  const lines = saturationLines(summaries);
  if (lines.length === 0) return [];
  const charts = saturationPanels(lines).map((panel) => {
    const settings = panel.flatMap((line) => line.settings);
    const gone = summaries.filter(isMissing).filter(({ dataset }) => dataset.digest === panel[0].dataset.digest);
    return chart(saturationSentences(saturationPicks(panel)), place(saturationChart([...settings, ...gone], options)));
  });
  return [section('saturation', 'Saturation: how many clients', [...charts, saturationTable(lines).html()].join('\n'))];
}
