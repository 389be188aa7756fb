import { unpackUint16, unpackUint32 } from '../results/pack';
import type { SearchedRecord } from '../results/record';

/** What the runs of one index build found for each query; a place is the query's place in the dataset. */
export interface BuildHits {
  readonly build: string;
  /** True neighbours found, over all requests of the query. */
  readonly hits: Float64Array;
  /** Requests of the query, or, where that changes from one to the next, true neighbours that these had to find; a failed one is among them and found nothing. */
  readonly asked: Float64Array;
}

/** Puts the requests of the records together by build and query; undefined where a record has no truth. */
export function hitsByBuild(records: readonly SearchedRecord[], which: 'hits' | 'tieHits'): BuildHits[] | undefined {
  const builds = new Map<string, BuildHits>();
  for (const { build, answers, dataset, moments } of records) {
    const packed = answers[which];
    if (packed === undefined) return undefined;
    const known = builds.get(build.id) ?? {
      build: build.id,
      hits: new Float64Array(dataset.queries),
      asked: new Float64Array(dataset.queries),
    };
    builds.set(build.id, known);
    const hits = unpackUint16(packed);
    const due = moments && unpackUint16(moments.due);
    unpackUint32(answers.queries).forEach((query, request) => {
      known.hits[query] = (known.hits[query] ?? 0) + (hits[request] ?? 0);
      known.asked[query] = (known.asked[query] ?? 0) + (due?.[request] ?? 1);
    });
  }
  return [...builds.values()];
}
