import type { OpenOutcome } from '../../analysis/open-summary';
import type { MissingSummary, Summary } from '../../analysis/summary';
import type { StoredRun } from '../../results/run-store';
import { counted, three } from '../format';
import { cell, makeTable } from '../tables/make-table';
import { list, prose, section } from './section';

/** What was asked for and not measured, why, and what would mend it. */
export function missingSection(
  missing: readonly MissingSummary[],
  summaries: readonly (Summary | OpenOutcome)[],
  runs: readonly StoredRun[],
): string {
  const gaps = [...lostRepetitions(summaries), ...unfinished(runs), ...damaged(runs)];
  if (missing.length === 0 && gaps.length === 0) {
    return section('missing', 'What was not measured', prose(['Everything asked for was measured.']));
  }
  const table = makeTable({
    columns: [
      { name: 'engine', head: 'engine' },
      { name: 'dataset', head: 'dataset' },
      { name: 'state', head: 'state' },
      { name: 'cells', head: 'cells', align: 'right' },
      { name: 'why', head: 'why' },
      { name: 'remedy', head: 'what to do' },
    ],
    rows: missing.map(({ engine, dataset, reason, cells, why, remedy }) => ({
      cells: [cell(engine.title), cell(dataset.name), cell(reason), cell(cells), cell(why), cell(remedy ?? null)],
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

function lostRepetitions(summaries: readonly (Summary | OpenOutcome)[]): string[] {
  return summaries.flatMap((summary) => {
    if (summary.state === 'missing') return [];
    const { dataset, engine, ef, lost } = summary;
    const load = 'clients' in summary ? counted(summary.clients, 'client') : `${three(summary.rate)}/s, open loop`;
    return lost.map(
      ({ cells, state, why }) =>
        `${dataset.name}, ${engine.title}${ef === undefined ? '' : `, ef ${ef}`}, ${load}: ` +
        `${counted(cells, 'repetition')} ${state}: ${why}`,
    );
  });
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
