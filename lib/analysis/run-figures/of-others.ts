import type { CapacityRecord, EnduranceRecord, IngestRecord } from '../../results/record';
import { searchStates } from '../capacity-states';
import { enduranceTotals } from '../endurance-totals';
import { peakMemory } from '../ingest-costs';
import { acknowledgedRate } from '../ingest-rates';
import { percentileReading } from '../percentile-reading';
import type { Reading } from '../reading';
import { responsesOf } from '../responses-of';
import { breakingPointOf, recallHeld } from '../summarise-capacity';
import { cost, rate, share, type RunFigure } from './run-figure';

export const ingestFigures: readonly RunFigure<IngestRecord>[] = [
  rate('acknowledged_per_second', ['acknowledged', 'vectors/s'], acknowledgedRate),
  cost('searchable_s', ['until searchable', 's'], ({ build: { insertMs, readyMs } }) => (insertMs + readyMs) / 1000),
  cost('peak_memory_mib', ['peak memory', 'MiB'], (record) => {
    const found = peakMemory(record);
    return 'value' in found ? found.value / 2 ** 20 : found;
  }),
];

const heldOf = (record: CapacityRecord): number | Reading => {
  const { state, held } = breakingPointOf(record);
  return state === 'found' && held !== undefined
    ? held
    : { why: `its search did not end with a rate: ${searchStates[state]}` };
};

const recallOfHeld = (record: CapacityRecord): number | Reading => recallHeld(record) ?? { why: 'no rate was held' };

export const capacityFigures: readonly RunFigure<CapacityRecord>[] = [
  rate('held_per_second', ['rate held', 'requests/s'], heldOf),
  share('recall', ['recall at rates held', 'more'], recallOfHeld),
];

export const enduranceFigures: readonly RunFigure<EnduranceRecord>[] = [
  cost('response_p50_ms', ['response p50', 'ms'], (record) => percentileReading(responsesOf(record), 0.5)),
  cost('response_p99_ms', ['response p99', 'ms'], (record) => percentileReading(responsesOf(record), 0.99)),
  share('failed_share', ['failed requests', 'less'], (record) => {
    const { requests, failed } = enduranceTotals(record);
    return failed / requests;
  }),
  share('recall', ['recall', 'more'], (record) => enduranceTotals(record).recall),
];
