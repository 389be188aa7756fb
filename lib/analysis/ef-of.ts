import type { CellParams } from '../results/cell';

const spellings = new Set(['ef', 'efsearch', 'searchef', 'hnswef']);

/** Whether a search parameter is ef_search, however an engine spells it. */
export const isEf = (name: string): boolean => spellings.has(name.replace(/[^a-z]/gi, '').toLowerCase());

/** The value of ef_search among an engine's search parameters; undefined: it has none. */
export function efOf(search: CellParams): number | undefined {
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'number' && isEf(name)) return value;
  }
  return undefined;
}
