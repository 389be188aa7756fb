import { familyText } from '../../analysis/dataset-family';
import { type GrowingFigure, growingFigures, type SearchGrowth } from '../../analysis/search-growth';
import { intervalText, listed, noInterval, recallText, three, whole } from '../format';
import { none } from './estimated-cell';
import { makeTable } from './make-table';
import type { Table, TableCell, TableColumn, TableRow } from './table';

const columns: readonly TableColumn[] = [
  { name: 'engine', head: 'engine' },
  { name: 'data', head: 'data', only: 'page' },
  { name: 'figure', head: 'of' },
  { name: 'along', head: 'with' },
  { name: 'at', head: 'at', only: 'page' },
  { name: 'clients', head: 'clients', align: 'right' },
  { name: 'ef', head: 'ef', align: 'right' },
  { name: 'exponent', head: 'exponent', align: 'right' },
  { name: 'interval', head: '95 % interval', align: 'right' },
  { name: 'degradation', head: 'at largest', align: 'right' },
  { name: 'degradation_interval', head: '95 % interval', align: 'right' },
  { name: 'off', head: 'off the curve', only: 'page' },
  { name: 'recall', head: 'recall', align: 'right', only: 'page' },
  { name: 'sizes', head: 'measured at', only: 'page' },
];

const legend =
  'figure ≈ a · size ^ exponent, fitted to the medians over runs on logarithmic axes: 1 is growth in proportion, 0 none at all. At the ' +
  'largest: how many times the figure of the smallest size. Off the curve: sizes whose interval leaves it out, so that one exponent does not ' +
  'tell the growth. Parameters are the same at every size, so that recall is not: it is that of the smallest and of the largest.';

const names: { readonly [F in GrowingFigure]: string } = { rate: 'rate', p50: 'p50', p99: 'p99' };

/** The exponent with which rate and latency of searches change with vectors and dimensions, and what the largest size costs. */
export function searchGrowthTable(growth: readonly SearchGrowth[]): Table {
  const rows = growth.flatMap((line) => growingFigures.map((figure) => rowOf(line, figure)));
  return makeTable({ columns, rows, ...(growth.length > 0 && { legend }) });
}

function rowOf(line: SearchGrowth, figure: GrowingFigure): TableRow {
  const { name, engine, along, at, clients, ef, settings, figures } = line;
  const { law, degradation } = figures[figure];
  const head: TableCell[] = [
    { value: name, text: name, colour: engine.mark.colour },
    { value: familyText(settings[0].dataset), text: familyText(settings[0].dataset) },
    { value: names[figure], text: names[figure] },
    { value: along, text: along === 'n' ? 'vectors' : 'dimensions' },
    { value: at, text: along === 'n' ? `${at} components` : `${whole(at)} vectors` },
    { value: clients, text: whole(clients) },
    ef === undefined ? none : { value: ef, text: whole(ef) },
  ];
  if (law.state === 'not available' && degradation.state === 'not available') {
    const text = `not available: ${law.why}`;
    return { cells: [...head, { value: null, text, hover: text, grey: true }] };
  }
  const sizes = listed(settings.map(({ dataset }) => whole(dataset[along])));
  return {
    cells: [
      ...head,
      ...exponentCells(law),
      ...degradationCells(degradation),
      offCell(law),
      recallCell(line),
      { value: sizes, text: sizes },
    ],
  };
}

function exponentCells(law: SearchGrowth['figures']['rate']['law']): TableCell[] {
  if (law.state === 'not available')
    return [
      { ...none, hover: law.why },
      { ...none, hover: law.why },
    ];
  const { exponent, why } = law;
  const { low, high } = exponent;
  const interval = intervalText(exponent) && `${three(low)} to ${three(high)}`;
  return [
    { value: exponent.value, text: three(exponent.value), hover: why },
    { value: interval ?? null, text: interval ?? noInterval(exponent), hover: why },
  ];
}

function degradationCells(degradation: SearchGrowth['figures']['rate']['degradation']): TableCell[] {
  const last = degradation.state === 'known' ? degradation.steps.at(-1) : undefined;
  if (!last) return [none, none];
  const { ratio, x } = last;
  const interval = intervalText(ratio) ?? noInterval(ratio);
  return [
    {
      value: ratio.value,
      text: `× ${three(ratio.value)}`,
      hover: `at ${whole(x)}, ${three(last.scale)} times the smallest`,
    },
    { value: interval, text: interval },
  ];
}

function offCell(law: SearchGrowth['figures']['rate']['law']): TableCell {
  const off = law.state === 'fitted' ? law.points.filter((point) => point.off).map(({ x }) => whole(x)) : [];
  return { value: off.join(', '), text: listed(off) };
}

function recallCell({ settings }: SearchGrowth): TableCell {
  const recalls = [settings[0], settings.at(-1)].flatMap((one) => one?.recall?.value ?? []);
  if (recalls.length < 2) return none;
  const text = [...new Set(recalls.map(recallText))].join(' to ');
  return { value: text, text };
}
