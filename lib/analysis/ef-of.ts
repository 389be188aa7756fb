import type { Cell } from '../results/cell';
import type { RecordEngine } from '../results/record';

/** What records of before the engine's own name was kept called it. */
const spellings = new Set(['ef', 'efsearch', 'searchef', 'hnswef']);

interface Setting {
  readonly engine: Pick<RecordEngine, 'ef'>;
  readonly cell: Pick<Cell, 'search'>;
}

/** Whether a search parameter of an engine is its ef_search, by the engine's own name for it. */
export const isEf = (name: string, { ef }: Pick<RecordEngine, 'ef'>): boolean =>
  ef === undefined ? spellings.has(name.replace(/[^a-z]/gi, '').toLowerCase()) : name === ef;

/** The value of ef_search among the search parameters of a record; undefined: the engine has none. */
export function efOf({ engine, cell }: Setting): number | undefined {
  for (const [name, value] of Object.entries(cell.search)) {
    if (typeof value === 'number' && isEf(name, engine)) return value;
  }
  return undefined;
}
