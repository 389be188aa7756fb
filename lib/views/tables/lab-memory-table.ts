import { groupBy } from '../../analysis/by-setting';
import { median } from '../../analysis/moments';
import type { OkRecord, Record as LabRecord } from '../../results/record';
import { three, whole } from '../format';
import { makeTable } from './make-table';
import type { Table, TableCell, TableColumn } from './table';

const columns: readonly TableColumn[] = [
  { name: 'engine', head: 'engine' },
  { name: 'windows', head: 'windows', align: 'right' },
  { name: 'heap_before_MiB', head: 'heap before', unit: 'MiB', align: 'right' },
  { name: 'heap_after_MiB', head: 'heap after', unit: 'MiB', align: 'right' },
  { name: 'collections', head: 'collections', align: 'right' },
  { name: 'gc_ms', head: 'in garbage collection', unit: 'ms', align: 'right' },
];

const small = 'the lowest and the highest of the windows';

const legend =
  'The laboratory’s own process while it filled or asked each engine: JavaScript heap of its main thread, and its garbage collections ' +
  'in the window. Medians over the windows. Time in collection is time in which it asked nothing.';

const mebibyte = 2 ** 20;

/** What the laboratory itself took in memory and garbage collection beside each engine. */
export function labMemoryTable(records: readonly LabRecord[]): Table {
  const seen = records.flatMap((record) =>
    record.state === 'ok' && record.lab ? [{ engine: record.engine, lab: record.lab }] : [],
  );
  const rows = groupBy(seen, ({ engine }) => engine.name).map((windows) => {
    const { title, mark } = windows[0].engine;
    const over = (of: (lab: NonNullable<OkRecord['lab']>) => number): TableCell =>
      spread(windows.map(({ lab }) => of(lab)));
    return {
      cells: [
        { value: title, text: title, colour: mark.colour },
        { value: windows.length, text: whole(windows.length) },
        over(({ heapBefore }) => heapBefore / mebibyte),
        over(({ heapAfter }) => heapAfter / mebibyte),
        over(({ gcCount }) => gcCount),
        over(({ gcMs }) => gcMs),
      ],
    };
  });
  return makeTable({ columns, rows, ...(rows.length > 0 && { small, legend }) });
}

const spread = (values: readonly number[]): TableCell => ({
  value: median(values),
  text: three(median(values)),
  small: `${three(Math.min(...values))}–${three(Math.max(...values))}`,
});
