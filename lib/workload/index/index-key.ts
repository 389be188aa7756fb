import { contentId } from '../../base/canonical-json';
import type { Connection } from '../../engines/engine';
import type { Cell } from '../../results/cell';
import { ladderOf } from '../data/filter-ladder';

const addresses = new WeakMap<Cell, { index: string; search: string }>();

/** Which index a cell searches: one whose rows carry attributes is another than a plain one. Where search parameters reach the engine by building they are part of it. */
export function indexKey(cell: Cell, { capabilities }: Connection): string {
  let address = addresses.get(cell);
  if (!address) {
    const { dataset, build, buildIndex: nth, search } = cell;
    const carried = ladderOf(cell) ?? [];
    address = { index: contentId([dataset, build, nth, carried]), search: contentId(search) };
    addresses.set(cell, address);
  }
  return capabilities.searchParams === 'build' ? `${address.index} ${address.search}` : address.index;
}
