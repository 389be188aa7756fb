import type { Table } from 'apache-arrow';
import type { Answer } from '../engine';

/** What LanceDB found for one query. */
export function answerOf(found: Table): Answer {
  if (found.numRows === 0) return { ids: new Uint32Array(0), distances: new Float32Array(0) };
  return { ids: column(found, 'id') as Uint32Array, distances: column(found, '_distance') as Float32Array };
}

/** What it found for several, in one table; of a single query it does not say which. */
export function answersOf(found: Table, queries: number): Answer[] {
  if (queries === 1) return [answerOf(found)];
  const answers = Array.from({ length: queries }, () => ({ ids: [] as number[], distances: [] as number[] }));
  if (found.numRows === 0) return answers;
  const { ids, distances } = answerOf(found) as { ids: Uint32Array; distances: Float32Array };
  (column(found, 'query_index') as Int32Array).forEach((query, row) => {
    answers[query]?.ids.push(ids[row] as number);
    answers[query]?.distances.push(distances[row] as number);
  });
  return answers;
}

const column = (found: Table, name: string): unknown => found.getChild(name)?.toArray();
