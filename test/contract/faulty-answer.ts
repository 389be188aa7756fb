import type { AttributeValue, Metric } from 'vexlab/dist/datasets/dataset';
import { distance } from 'vexlab/dist/datasets/distance';
import type { Answer, CollectionSpec, Filter, Params } from 'vexlab/dist/engines/engine';
import type { FaultName } from './faults';

export interface Row {
  readonly id: number;
  vector: Float32Array;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** A collection as the faulty engine keeps it. */
export interface Store {
  readonly spec: CollectionSpec;
  readonly rows: Row[];
  search: Params;
  gone: boolean;
}

type Has = (fault: FaultName) => boolean;

/** How the engine keeps attributes, and what it is asked for. */
export function kept(attributes: Row['attributes'], has: Has): Row['attributes'] {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]): [string, AttributeValue] => {
      if (typeof value !== 'string') return [name, value];
      if (has('makes numbers of texts') && !Number.isNaN(Number(value))) return [name, Number(value)];
      return [name, read(value, has)];
    }),
  );
}

function read(text: string, has: Has): string {
  if (has('cuts long texts')) return text.slice(0, 9_999);
  return has('composes letters') ? text.normalize('NFC') : text;
}

/** The nearest of those that are looked at: all at ef 400, half of a larger collection at ef 1. */
export function answer(store: Store, query: Float32Array, k: number, filter: Filter | undefined, has: Has): Answer {
  const { rows, spec } = store;
  if (rows.length === 0 && has('answers from an empty collection')) return { ids: [7], distances: [0] };
  const metric = has('measures every metric as l2') ? 'l2' : spec.metric;
  const ef = has('searches with little effort always') ? 1 : (store.search.ef as number);
  const passes = passing(filter, has);
  const late = has('filters what it found');
  let found: { row: Row; distance: number }[] = [];
  for (const row of rows) {
    if (rows.length >= 100 && Math.imul(row.id, 2654435761) >>> 0 >= (0.5 + ef / 800) * 2 ** 32) continue;
    if (!late && !passes(row)) continue;
    const distance = between(metric, row.vector, query);
    if (found.length === k && !(distance < (found[k - 1]?.distance ?? 0))) continue;
    const at = found.findIndex((other) => distance < other.distance);
    found.splice(at < 0 ? found.length : at, 0, { row, distance });
    if (found.length > k) found.pop();
  }
  if (late) found = found.filter(({ row }) => passes(row));
  const ids = found.map(({ row }) => row.id);
  const distances = found.map(({ row, distance }) => (has('makes up distances') ? row.id % 97 : distance));
  return spoil({ ids, distances }, rows.length, k, filter === undefined, has);
}

function spoil(
  { ids, distances }: { ids: number[]; distances: number[] },
  there: number,
  k: number,
  unfiltered: boolean,
  has: Has,
): Answer {
  if (has('swaps the fifth and the sixth') && ids.length > 5) ids.splice(4, 2, ids[5] as number, ids[4] as number);
  if (unfiltered && ids.length === 10) {
    if (has('answers one id twice')) ids[9] = ids[8] as number;
    if (has('answers ids that nobody inserted')) ids[9] = 4_000_000_000;
  }
  while (has('fills answers up to k') && unfiltered && there > 0 && ids.length < k) {
    ids.push(0);
    distances.push(0);
  }
  return { ids, distances };
}

function passing(filter: Filter | undefined, has: Has): (row: Row) => boolean {
  if (!filter || has('ignores filters')) return () => true;
  if (has('ignores false, 0 and nothing in filters') && !filter.equals) return () => true;
  const equals = typeof filter.equals === 'string' ? read(filter.equals, has) : filter.equals;
  return ({ attributes }) => {
    const value = attributes[filter.attribute];
    return value === equals || (value === null && has('lets the attributeless pass'));
  };
}

/** Over the components that both have. */
function between(metric: Metric, x: Float32Array, y: Float32Array): number {
  if (x.length === y.length) return distance(metric, x, y);
  const dim = Math.min(x.length, y.length);
  return distance(metric, x.subarray(0, dim), y.subarray(0, dim));
}
