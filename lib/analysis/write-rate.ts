import { decodeHistogram } from '../measure/histogram';
import type { MixedRecord } from '../results/record';

/** Inserts or deletes acknowledged a second, between the searches of one run. */
export function writeRate({ histograms, phases }: MixedRecord, kind: 'insert' | 'delete'): number {
  const text = histograms[kind];
  return (text ? decodeHistogram(text).totalCount : 0) / (phases.measureMs / 1000);
}
