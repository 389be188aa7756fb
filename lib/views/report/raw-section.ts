import type { StoredRun } from '../../results/run-store';
import { cell, makeTable } from '../tables/make-table';
import { prose, section } from './section';

/** Which runs the page is made of and where their raw records lie. */
export function rawSection(runs: readonly StoredRun[]): string {
  const table = makeTable({
    columns: [
      { name: 'run', head: 'run' },
      { name: 'state', head: 'state' },
      { name: 'cells', head: 'cells', align: 'right' },
      { name: 'plan', head: 'plan' },
      { name: 'begun', head: 'begun', unit: 'UTC' },
      { name: 'records', head: 'raw records' },
    ],
    rows: runs.map(({ dir, manifest, records }) => ({
      cells: [
        cell(manifest.run),
        cell(manifest.state),
        cell(`${records.length} of ${manifest.cells}`),
        cell(manifest.planId),
        cell(manifest.createdAt.slice(0, 16).replace('T', ' ')),
        cell(`${dir}/records.jsonl`),
      ],
    })),
  });
  const text =
    'Every number of this page was derived from these records and can be derived again; each line holds the histogram ' +
    'of all latencies, the rows that each request returned, and how many of them were right.';
  return section('records', 'Runs and raw records', `${prose([text])}<div class="wrapped">${table.html()}</div>`);
}
