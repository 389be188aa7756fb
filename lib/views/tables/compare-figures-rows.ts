import { decimals } from '../../base/decimals';
import type { ComparedFigure, ComparedFigures } from '../../analysis/compare-figures';
import type { OneSided } from '../../analysis/compare-runs';
import { isEf } from '../../analysis/ef-of';
import { loadsText, loadText } from '../../analysis/load-text';
import type { SettingHead } from '../../analysis/setting-runs';
import type { MissingSummary } from '../../analysis/summary';
import type { Estimate } from '../../analysis/estimate';
import { percent, recallText, three } from '../format';
import { intervalSmall } from './interval-small';
import { changeCells, number, outcomeCell, testCells, testColumns } from './compare-runs-cells';
import { datasetText } from '../dataset-text';
import { cell } from './make-table';
import type { TableCell, TableColumn, TableRow } from './table';

/** Columns of the figures of two runs, in the order of {@link figureRow}. */
export const compareFiguresColumns: readonly TableColumn[] = [
  { name: 'dataset', head: 'dataset', only: 'frame' },
  { name: 'rows', head: 'rows', only: 'frame' },
  { name: 'engine', head: 'engine', only: 'frame' },
  { name: 'parameters', head: 'parameters', only: 'frame' },
  { name: 'load', head: 'load', only: 'frame' },
  { name: 'workload', head: 'workload', only: 'frame' },
  { name: 'figure', head: 'figure' },
  { name: 'a', head: 'A', align: 'right' },
  { name: 'b', head: 'B', align: 'right' },
  { name: 'change', head: 'B / A, B − A', align: 'right' },
  { name: 'change_low', head: 'low', align: 'right', only: 'frame' },
  { name: 'change_high', head: 'high', align: 'right', only: 'frame' },
  ...testColumns,
  { name: 'better', head: 'better', align: 'right' },
];

/** Engine, parameters, load and data of a setting, in a line. */
export const settingHeading = (setting: SettingHead): string => `${named(setting)}; ${datasetText(setting.dataset)}`;

const named = (setting: SettingHead): string =>
  [setting.engine.title, paramsText(setting), loadText(setting.workload)].filter(Boolean).join(', ');

/** A setting that one run lacks. */
export const oneSidedFigureRow = ({ setting, why }: OneSided<SettingHead>, other: 'A' | 'B'): TableRow => ({
  cells: [...places(setting), cell(`${named(setting)}: in ${other} ${why}; ${datasetText(setting.dataset)}`)],
  grey: true,
});

/** What neither run measured. */
export const missingFigureRow = ({ engine, dataset, reason, why, asked }: MissingSummary): TableRow => ({
  cells: [
    cell(dataset.name),
    cell(dataset.n),
    cell(engine.title),
    ...['', loadsText(asked), asked[0]?.type ?? ''].map((text) => cell(text)),
    cell(`${engine.title}, ${loadsText(asked)}: ${reason}: ${why}; ${datasetText(dataset)}`),
  ],
  grey: true,
});

/** What was asked of the index: search parameters, and of a filling those of the build. */
const paramsText = ({ workload, build, search, engine }: SettingHead): string => {
  const named = Object.entries(workload.type === 'ingest' ? build : search);
  return named.map(([name, value]) => `${isEf(name, engine) ? 'ef' : name} ${value}`).join(', ');
};

const places = (setting: SettingHead): TableCell[] =>
  [
    setting.dataset.name,
    setting.dataset.n,
    setting.engine.title,
    paramsText(setting),
    loadText(setting.workload),
    setting.workload.type,
  ].map((value) => cell(value));

/** One figure of a setting in both runs, or why it cannot be compared. */
export function figureRow({ a, b }: ComparedFigures, figure: ComparedFigure): TableRow {
  const title = figure.unit === undefined ? figure.title : `${figure.title}, ${figure.unit}`;
  const head = [...places(a), { value: figure.name, text: title }];
  if (figure.state === 'not comparable') {
    return { cells: [...head, cell(`not comparable: ${figure.why}`)], grey: true };
  }
  const { change, shown, why } = figure;
  const { text, unit } = changeText(figure);
  return {
    cells: [
      ...head,
      valueCell(figure, figure.a),
      valueCell(figure, figure.b),
      ...changeCells(change, text, unit),
      ...testCells(figure, [a.repetitions, b.repetitions]),
      outcomeCell(shown, why, [a.repetitions, b.repetitions]),
    ],
  };
}

const isRecall = ({ name }: ComparedFigure): boolean => name === 'recall';

const textOf = (figure: ComparedFigure): ((value: number) => string) =>
  figure.by === 'ratio' ? three : isRecall(figure) ? recallText : percent;

/** A ratio, a difference of recall in its own unit, or one of other shares in percentage points. */
function changeText(figure: ComparedFigure): { text: (value: number) => string; unit: string } {
  if (figure.by === 'ratio') return { text: three, unit: '' };
  if (!isRecall(figure)) return { text: (value) => three(value * 100), unit: ' pp' };
  return { text: (value) => decimals(value, 3), unit: '' };
}

function valueCell(figure: ComparedFigure, estimate: Estimate): TableCell {
  const text = textOf(figure);
  return number(estimate.value, text(estimate.value), intervalSmall(estimate, text));
}
