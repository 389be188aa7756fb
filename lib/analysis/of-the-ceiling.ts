import { unpackUint32 } from '../results/pack';
import type { CeilingFacts, LoadFacts, SearchedRecord } from '../results/record';
import { requestsMade } from '../results/requests-made';
import { median } from './moments';
import { requestsIn } from './run-values';

/** How near the runs of a setting came to what their own client reaches where nobody keeps it waiting. */
export type OfTheCeiling =
  | {
      readonly state: 'known';
      /** Requests made a second, writes among them, over the ceiling measured just before, median over runs; near 1 the client is what was measured. */
      readonly share: number;
      /** The ceiling, requests a second, median over runs, and against what it was measured. */
      readonly ceiling: number;
      readonly against: CeilingFacts['against'];
      readonly runs: number;
    }
  | { readonly state: 'not available'; readonly why: string };

const unsaid = 'the record has no ceiling of the client, as those made before it was measured';
const ofOthers = 'the ceiling of older records is that of the first cell of their run, and not of these clients';

const whyNone = ({ ceiling, noCeiling }: LoadFacts = {}): string =>
  noCeiling ?? (ceiling === undefined ? unsaid : ofOthers);

function madeIn(record: SearchedRecord): number {
  const { inserts, deletes } = record.writes ?? {};
  const writes = [inserts, deletes].map((written) => unpackUint32(written?.rows ?? '').length);
  const requests = requestsIn(record);
  return requestsMade({ requests, errors: record.errors, writes: writes.reduce((sum, count) => sum + count, 0) });
}

/** Of the runs of one setting. A part of them would be another sample: where one has no ceiling there is none, and why. */
export function ofTheCeiling(records: readonly SearchedRecord[]): OfTheCeiling {
  const known = records.flatMap((record) => {
    const { ceiling, ceilingOf } = record.load ?? {};
    if (ceiling === undefined || ceilingOf === undefined) return [];
    const rate = madeIn(record) / (record.phases.measureMs / 1000);
    return [{ ceiling, share: rate / ceiling, against: ceilingOf.against }];
  });
  const [first] = known;
  if (!first || known.length < records.length) {
    const why = whyNone(records.find(({ load }) => load?.ceilingOf === undefined)?.load);
    return {
      state: 'not available',
      why: first ? `of ${records.length - known.length} of ${records.length} runs: ${why}` : why,
    };
  }
  return {
    state: 'known',
    share: median(known.map(({ share }) => share)),
    ceiling: median(known.map(({ ceiling }) => ceiling)),
    against: first.against,
    runs: known.length,
  };
}
