import { badAnswer } from './answer';
import { isObject } from './generation';
import type { Reply } from './http';

/** The answer to one query. */
export interface Hits {
  readonly ids: number[];
  readonly distances: number[];
}

/**
 * Reads what `query` answered to one query vector: `{ ids: [[…]], distances: [[…]] }`. Throws `bad-answer` where ids or
 * distances are missing, do not match each other, are more than k, are no decimal ids, or where a distance is null: that is
 * how VexFS tells a distance that has no value, and such a hit has no rank.
 */
export function readHits(data: unknown, k: number, reply: Reply): Hits {
  const { ids, distances } = isObject(data) ? data : {};
  const [found, from] = [onlyList(ids), onlyList(distances)];
  if (!found) throw badAnswer(reply, 'no ids for the one query');
  if (from?.length !== found.length)
    throw badAnswer(reply, `${found.length} ids and ${from?.length ?? 'no'} distances`);
  if (found.length > k) throw badAnswer(reply, `${found.length} ids where ${k} were asked for`);
  return {
    ids: found.map((id) => {
      if (typeof id !== 'string' || !/^\d+$/.test(id))
        throw badAnswer(reply, `an id that was never given to it (${String(id)})`);
      return Number(id);
    }),
    distances: from.map((distance, i) => {
      if (typeof distance !== 'number')
        throw badAnswer(reply, `the distance ${String(distance)} for id ${String(found[i])}`);
      return distance;
    }),
  };
}

/** The list in a list of one. */
const onlyList = (lists: unknown): readonly unknown[] | undefined =>
  Array.isArray(lists) && lists.length === 1 && Array.isArray(lists[0]) ? (lists[0] as unknown[]) : undefined;
