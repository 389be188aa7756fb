import { summariseFiles } from '../../analysis/summarise-files';
import type { KeptFiles } from '../../results/files-store';
import { filesChart } from '../charts/files-chart';
import type { Figure } from '../figure';
import { filesTable } from '../tables/files-table';
import { chart, prose, section } from './section';

const title = 'Files: the storage under the machine';

/** Operations on files under some paths of the machine: apart from everything about vectors. */
export function filesSections(kept: KeptFiles | undefined, place: (figure: Figure) => number): string[] {
  if (!kept) return [];
  if (kept.state === 'unreadable') return [section('files', title, prose([`Not shown: ${kept.why}.`]))];
  const { report } = kept;
  const summaries = summariseFiles(report);
  if (summaries.length === 0) return [];
  const said =
    `Measured ${report.at.slice(0, 16).replace('T', ' ')} UTC with files of their own, on the machine of these runs and apart from ` +
    'them: a rate of file operations is never held against a rate of inserted vectors.';
  const parts = [chart([said], place(filesChart(summaries, report))), filesTable(summaries, report).html()];
  return [section('files', title, parts.join('\n'))];
}
