import type { Dataset, Neighbours } from '../datasets/dataset';
import type { Record } from '../results/record';
import { unpackUint16, unpackUint32 } from '../results/pack';
import { scoreAnswers } from '../truth/recall';

/**
 * Counts the hits of every measured record of a dataset again, from the raw answers that it keeps; of searches of all rows.
 * @returns how many queries were recounted, and how many of them differ from what the record says
 */
export function recountRecall(
  records: readonly Record[],
  dataset: Dataset,
  truth: Neighbours,
): { requests: number; different: number } {
  let [requests, different] = [0, 0];
  for (const record of records) {
    if (record.state !== 'ok' || record.dataset.digest !== dataset.digest) continue;
    if (
      record.measured === 'ingest' ||
      record.measured === 'capacity' ||
      record.measured === 'endurance' ||
      record.measured === 'filtered' ||
      record.measured === 'mixed' ||
      record.answers.hits === undefined
    )
      continue;
    const { k } = record.answers;
    const queries = unpackUint32(record.answers.queries);
    const counted = scoreAnswers({ rows: unpackUint32(record.answers.rows), queries, k }, truth, dataset).hits;
    const kept = unpackUint16(record.answers.hits);
    requests += counted.length;
    different +=
      counted.filter((hits, request) => hits !== kept[request]).length + Math.abs(kept.length - counted.length);
  }
  return { requests, different };
}
