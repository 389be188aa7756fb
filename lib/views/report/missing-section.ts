import { loadsText } from '../../analysis/load-text';
import { missingOnce } from '../../analysis/missing-once';
import type { Outcome } from '../../analysis/summarise-all';
import type { StoredRun } from '../../results/run-store';
import { lostLines } from '../lost-lines';
import { cell, makeTable } from '../tables/make-table';
import { list, prose, section } from './section';

/** What was asked for and not measured, of every workload, why, and what would mend it. */
export function missingSection(outcomes: readonly Outcome[], runs: readonly StoredRun[]): string {
  const missing = missingOnce(outcomes);
  const gaps = [...lostLines(outcomes), ...unfinished(runs), ...damaged(runs)];
  if (missing.length === 0 && gaps.length === 0) {
    return section('missing', 'What was not measured', prose(['Everything asked for was measured.']));
  }
  const table = makeTable({
    columns: [
      { name: 'engine', head: 'engine' },
      { name: 'dataset', head: 'dataset' },
      { name: 'asked', head: 'asked for' },
      { name: 'state', head: 'state' },
      { name: 'cells', head: 'cells', align: 'right' },
      { name: 'why', head: 'why' },
      { name: 'remedy', head: 'what to do' },
    ],
    rows: missing.map(({ engine, dataset, asked, reason, cells, why, remedy }) => ({
      cells: [
        cell(engine.title),
        cell(dataset.name),
        cell(loadsText(asked)),
        cell(reason),
        cell(cells),
        cell(why),
        cell(remedy ?? null),
      ],
      grey: true,
    })),
  });
  return section(
    'missing',
    'What was not measured',
    [
      ...(missing.length > 0 ? [`<div class="wrapped">${table.html()}</div>`] : []),
      ...(gaps.length > 0 ? [list(gaps)] : []),
    ].join('\n'),
  );
}

const unfinished = (runs: readonly StoredRun[]): string[] =>
  runs
    .filter(({ manifest, records }) => records.length < manifest.cells)
    .map(
      ({ manifest, records }) =>
        `Run ${manifest.run} is ${manifest.state}: ${records.length} of ${manifest.cells} cells have a record; ` +
        'the same command goes on with it.',
    );

const damaged = (runs: readonly StoredRun[]): string[] =>
  runs.flatMap(({ damage }) =>
    damage.map((text) => `A line could not be read and its cell counts as not measured: ${text}`),
  );
