import type { CellParams } from '../results/cell';

const spellings = new Set(['threads', 'numthreads', 'searchthreads', 'workers', 'numworkers']);

/** How many threads an engine's parameters say it answers with, and the parameter's name; undefined: they don't say. */
export function threadsOf(params: CellParams): { readonly name: string; readonly threads: number } | undefined {
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'number' && value > 0 && spellings.has(name.replace(/[^a-z]/gi, '').toLowerCase())) {
      return { name, threads: value };
    }
  }
  return undefined;
}
