import { unpackUint16 } from '../../results/pack';
import type { SearchFacts, SliceFacts } from '../../results/record';
import { encoded, openHistograms } from '../load/open-histograms';
import type { OpenLoopAnswers } from '../loops/open-loop';

/** What an open loop saw, cut into slices of equal time by when each request was due. */
export interface SlicedWindow {
  seen: Pick<OpenLoopAnswers, 'latencies' | 'services' | 'slips' | 'failed'>;
  /** Nanoseconds from the start, ascending. */
  due: Float64Array;
  answers: Pick<SearchFacts['answers'], 'hits' | 'tieHits'>;
  durationMs: number;
  slices: number;
}

/** What the requests of each slice came to, in order. */
export function cutSlices({
  seen,
  due,
  answers,
  durationMs,
  slices,
}: SlicedWindow): Pick<SliceFacts, 'requests' | 'failed' | 'hits' | 'tieHits' | 'histograms'>[] {
  const sliceNs = (durationMs * 1e6) / slices;
  const [hits, tieHits] = [answers.hits, answers.tieHits].map((packed) => unpackUint16(packed ?? ''));
  let to = 0;
  return Array.from({ length: slices }, (_, slice) => {
    const from = to;
    const end = slice === slices - 1 ? Infinity : (slice + 1) * sliceNs;
    while (to < due.length && (due[to] as number) < end) to += 1;
    const failed = seen.failed.subarray(from, to);
    return {
      requests: to - from,
      failed: sum(failed),
      hits: sum(hits?.subarray(from, to)),
      tieHits: sum(tieHits?.subarray(from, to)),
      histograms: encoded(
        openHistograms({
          latencies: seen.latencies.subarray(from, to),
          services: seen.services.subarray(from, to),
          slips: seen.slips.subarray(from, to),
          failed,
        }),
      ),
    };
  });
}

const sum = (counts: Uint8Array | Uint16Array = new Uint8Array()): number => {
  let total = 0;
  for (const count of counts) total += count;
  return total;
};
