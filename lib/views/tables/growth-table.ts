import { familyText } from '../../analysis/dataset-family';
import type { GrowingCost, IngestGrowth } from '../../analysis/ingest-growth';
import { intervalText, listed, noInterval, three, whole } from '../format';
import { makeTable } from './make-table';
import type { Table, TableColumn, TableRow } from './table';

const columns: readonly TableColumn[] = [
  { name: 'engine', head: 'engine' },
  { name: 'data', head: 'data', only: 'page' },
  { name: 'batch', head: 'batch', align: 'right' },
  { name: 'cost', head: 'what grows' },
  { name: 'along', head: 'with' },
  { name: 'at', head: 'at' },
  { name: 'exponent', head: 'exponent', align: 'right' },
  { name: 'interval', head: '95 % interval', align: 'right' },
  { name: 'r_squared', head: 'R²', align: 'right', only: 'page' },
  { name: 'off', head: 'off the curve', only: 'page' },
  { name: 'sizes', head: 'measured at' },
];

const legend =
  'cost ≈ a · size ^ exponent, fitted to the medians on logarithmic axes: 1 is growth in proportion, 0 none at all. Memory and disk: what ' +
  'grew above what the engine had before its first vector. Time: from the first insert until all can be searched. Off the curve: sizes ' +
  'whose interval leaves it out, so that one exponent does not tell the growth.';

const names: { readonly [C in GrowingCost]: string } = { memory: 'memory', disk: 'disk', time: 'time' };

/** The exponent with which memory, disk and time of filling grow with vectors and with dimensions; where there is none, why. */
export function growthTable(growth: readonly IngestGrowth[]): Table {
  return makeTable({ columns, rows: growth.map(rowOf), ...(growth.length > 0 && { legend }) });
}

function rowOf({ name, engine, dataset, batch, cost, along, at, over, law }: IngestGrowth): TableRow {
  const where = along === 'n' ? `${at} components` : `${whole(at)} vectors`;
  const head = [
    { value: name, text: name, colour: engine.mark.colour },
    { value: familyText(dataset), text: familyText(dataset) },
    { value: batch, text: whole(batch) },
    { value: cost, text: names[cost] },
    { value: along, text: along === 'n' ? 'vectors' : 'dimensions' },
    { value: at, text: where },
  ];
  if (law.state === 'not available') {
    const text = `not available: ${law.why}`;
    return { cells: [...head, { value: null, text, hover: text, grey: true }] };
  }
  const { exponent, rSquared, points, why } = law;
  const interval = intervalText(exponent);
  const off = points.filter((point) => point.off).map(({ x }) => whole(x));
  const sizes = listed(over.map(whole));
  return {
    cells: [
      ...head,
      { value: exponent.value, text: three(exponent.value), hover: why },
      { value: interval ?? null, text: interval ?? noInterval(exponent), hover: why },
      { value: Number.isNaN(rSquared) ? null : rSquared, text: three(rSquared) },
      { value: off.join(', '), text: off.length > 0 ? listed(off) : '' },
      { value: sizes, text: sizes },
    ],
  };
}
