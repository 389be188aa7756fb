import type { ObjectiveVerdict } from '../../analysis/objectives';
import type { ScenarioVerdict } from '../../analysis/judge-scenario';
import { objectiveText } from '../../results/objective';
import { counted, percent, three, whole, withInterval } from '../format';
import { marginOf, objectiveFormat } from '../objective-words';
import { makeTable } from './make-table';
import type { Table, TableCell, TableColumn, TableRow } from './table';

const legend =
  'Met: the whole 95 % interval keeps the objective. Missed: the whole interval is beyond it. Not shown: the interval holds the limit, or ' +
  'there is none, or repetitions failed and are in no figure. Settings of one engine compete, and the row speaks of the one that does best: of m settings ' +
  'it is met where an interval of 1 − 0.05 / m keeps it too (Bonferroni), and missed where all that were asked for miss. Margin: what is left to the limit at the ' +
  'interval’s worse end, as a share of the limit.';

/** One row for each engine at each load: whether it does what is asked for, by which setting, and by what margin. */
export function objectivesTable(verdicts: readonly ScenarioVerdict[]): Table {
  const asked = verdicts[0]?.objectives ?? [];
  const columns: TableColumn[] = [
    { name: 'engine', head: 'engine' },
    { name: 'load', head: 'load' },
    { name: 'state', head: 'objectives' },
    ...asked.map(({ objective }): TableColumn => ({ name: objective.metric, head: objectiveText(objective) })),
  ];
  return makeTable({ columns, rows: verdicts.map(row), legend, notes: verdicts.flatMap(noteOf) });
}

/** Why an engine and each objective are not said to meet it, in full: a cell has room for its figure alone. */
function noteOf({ name, state, why, summary, objectives }: ScenarioVerdict): string[] {
  if (summary.state === 'missing') return [];
  const against = objectives.filter((one) => one.state !== 'met');
  return [
    ...(why === undefined ? [] : [`${name}: ${state}; ${why}.`]),
    ...against.map((one) => `${name}, ${objectiveText(one.objective)}: ${one.state}; ${one.why}.`),
  ];
}

function row({ name, engine, dataset, state, why, summary, settings, objectives }: ScenarioVerdict): TableRow {
  const data = `${dataset.synthetic ? 'synthetic' : dataset.name}, ${whole(dataset.n)} × ${dataset.dim}`;
  if (summary.state === 'missing') {
    const reason = `${summary.why}${summary.remedy ? `; ${summary.remedy}` : ''}`;
    return {
      grey: true,
      cells: [
        { value: name, text: name, grey: true },
        { value: dataset.name, text: dataset.n > 0 ? data : dataset.name, grey: true },
        { value: state, text: state, grey: true },
        { value: null, text: reason, hover: reason, grey: true },
      ],
    };
  }
  const asked = 'response' in summary ? `${three(summary.rate)}/s, open loop` : counted(summary.clients, 'client');
  const batch = 'requestRate' in summary ? `, requests of ${whole(summary.workload.size)}` : '';
  // The dataset last: a narrow table cuts the end, and the loads of one engine differ at the beginning.
  const load = `${asked}${batch}, k ${summary.k}, ${data}`;
  const setting = summary.ef === undefined ? '' : `ef ${summary.ef}, `;
  return {
    cells: [
      { value: name, text: name, colour: engine.mark.colour },
      { value: load, text: load },
      {
        value: state,
        text: mark[state],
        small: `${setting}best of ${settings}`,
        strong: state === 'met',
        ...(why && { hover: why }),
      },
      ...objectives.map(cell),
    ],
  };
}

const mark = {
  met: '✓ met',
  missed: '✗ missed',
  'not shown': '? not shown',
  'not measured': '— not measured',
} as const;

function cell(verdict: ObjectiveVerdict): TableCell {
  const { state, estimate, why } = verdict;
  if (!estimate) return { value: null, text: mark[state], hover: why };
  const format = objectiveFormat(verdict.objective);
  const share = marginOf(verdict);
  const left = share === undefined ? '' : `, margin ${percent(share)}`;
  return {
    value: estimate.value,
    text: `${mark[state].slice(0, 1)} ${format(estimate.value)}`,
    small: withInterval(estimate, format).replace(/^[^(]*\(|\)$/g, '') + left,
    hover: why,
  };
}
