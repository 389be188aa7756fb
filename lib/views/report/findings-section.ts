import { foundLines } from '../../analysis/found-lines';
import type { Outcome } from '../../analysis/summarise-all';
import { passedText } from '../checks-text';
import { numbersText } from '../numbers-text';
import { settingText } from '../setting-text';
import { cell, makeTable } from '../tables/make-table';
import { prose, section } from './section';

/** What the validity checks of every workload found, beside the numbers they concern. */
export function findingsSection(outcomes: readonly Outcome[]): string {
  const found = foundLines(outcomes);
  const intro = prose([passedText(found)]);
  if (found.lines.length === 0) return section('checks', 'Validity checks', intro);
  const table = makeTable({
    columns: [
      { name: 'check', head: 'check' },
      { name: 'verdict', head: 'verdict' },
      { name: 'setting', head: 'setting' },
      { name: 'runs', head: 'runs', align: 'right' },
      { name: 'numbers', head: 'numbers of the first' },
      { name: 'advice', head: 'what it means' },
    ],
    rows: found.lines.map(({ setting, efs, finding, runs, of }) => ({
      cells: [
        cell(finding.check),
        cell(finding.verdict, { strong: finding.verdict === 'fail' }),
        cell(settingText(setting, efs)),
        cell(`${runs} of ${of}`),
        cell(numbersText(finding.numbers)),
        cell(finding.advice),
      ],
    })),
  });
  return section('checks', 'Validity checks', `${intro}<div class="wrapped">${table.html()}</div>`);
}
