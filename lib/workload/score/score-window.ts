import { LabError } from '../../base/lab-error';
import type { Neighbours } from '../../datasets/dataset';
import { encodeHistogram, newHistogram, recordLatency } from '../../measure/histogram';
import { packUint16, packUint32 } from '../../results/pack';
import type { OkRecord } from '../../results/record';
import { noRow, scoreAnswers } from '../../truth/recall';
import type { LoopAnswers } from '../loops/closed-loop';
import type { PreparedDataset } from '../data/prepared-dataset';

/** What the answers of a measured window come to, made after it. */
export interface WindowScores {
  /** Base rows returned, queries × k; {@link noRow} where there is none. */
  rows: Uint32Array;
  answers: OkRecord['answers'];
  histograms: OkRecord['histograms'];
  /** True neighbours found over all requests, by id and counting ties. */
  totals: { hits: number; tieHits: number };
  errors: number;
  /** Ids returned that the dataset does not have. */
  unknown: number;
  meanLatencyMs: number;
}

/** What the answers are held against. */
export interface ScoreTarget {
  truth: ReadonlyMap<number, Neighbours>;
  /** Whether a row may be returned; one that may not is no hit, whatever its distance. */
  passes?: (row: number) => boolean;
}

/** Ids become base rows, recall is counted against the truth, latencies go into histograms. */
export function scoreWindow(
  seen: LoopAnswers,
  k: number,
  { dataset, rowOf }: PreparedDataset,
  { truth, passes }: ScoreTarget,
): WindowScores {
  const neighbours = truth.get(k);
  if (!neighbours) throw new LabError({ code: 'no-truth', where: dataset.name, what: `no exact neighbours at k ${k}` });
  const { rows, unknown } = baseRows(seen, k, rowOf);
  const counted = passes ? rows.map((row) => (row === noRow || passes(row) ? row : noRow)) : rows;
  const failed = failedQueries(seen);
  const asked = { rows: counted, queries: seen.queries, k, due: Math.min(k, neighbours.k), failed };
  const scores = scoreAnswers(asked, neighbours, dataset);
  const errors = seen.failed.reduce((sum, failed) => sum + failed, 0);
  return {
    rows,
    answers: {
      k,
      requests: seen.queries.length,
      rows: packUint32(rows),
      queries: packUint32(seen.queries),
      hits: packUint16(scores.hits),
      tieHits: packUint16(scores.tieHits),
      short: scores.short,
      duplicates: scores.duplicates,
    },
    histograms: latencyHistograms(seen, errors),
    totals: { hits: sum(scores.hits), tieHits: sum(scores.tieHits) },
    errors,
    unknown: unknown + seen.notIds,
    meanLatencyMs: seen.latencies.reduce((sum, ns) => sum + ns, 0) / seen.latencies.length / 1e6,
  };
}

/** Of each query whether its request failed: a request may carry several, one after another. */
function failedQueries({ queries, failed }: LoopAnswers): Uint8Array {
  const size = queries.length / failed.length;
  return size === 1 ? failed : Uint8Array.from(queries, (_, query) => failed[Math.floor(query / size)] ?? 0);
}

const sum = (counts: Uint16Array): number => counts.reduce((total, count) => total + count, 0);

function baseRows(
  { ids, counts }: LoopAnswers,
  k: number,
  rowOf: PreparedDataset['rowOf'],
): { rows: Uint32Array; unknown: number } {
  const rows = new Uint32Array(ids.length).fill(noRow);
  let unknown = 0;
  counts.forEach((count, request) => {
    for (let place = request * k; place < request * k + count; place += 1) {
      const row = rowOf(ids[place] as number);
      if (row === undefined) unknown += 1;
      else rows[place] = row;
    }
  });
  return { rows, unknown };
}

function latencyHistograms({ latencies, failed }: LoopAnswers, errors: number): OkRecord['histograms'] {
  const service = newHistogram();
  const failures = newHistogram();
  latencies.forEach((ns, request) => recordLatency(failed[request] ? failures : service, ns));
  return { service: encodeHistogram(service), ...(errors > 0 ? { failed: encodeHistogram(failures) } : {}) };
}
