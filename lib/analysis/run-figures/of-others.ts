import type { CapacityRecord, EnduranceRecord, IngestRecord } from '../../results/record';
import { searchStates } from '../capacity-states';
import { enduranceTotals } from '../endurance-totals';
import { peakMemory } from '../ingest-costs';
import { acknowledgedRate, searchableMs } from '../ingest-rates';
import { percentileReading } from '../percentile-reading';
import type { Reading } from '../reading';
import { responsesOf } from '../responses-of';
import { breakingPointOf } from '../summarise-capacity';
import { cost, failures, rate, type RunFigure } from './run-figure';

export const ingestFigures: readonly RunFigure<IngestRecord>[] = [
  rate('acknowledged_per_second', ['acknowledged', 'vectors/s'], acknowledgedRate),
  cost('searchable_s', ['until searchable', 's'], (record) => searchableMs(record) / 1000),
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

// No recall of these two: runs ask the same queries, and without hits by query their agreement tells nothing of others.
export const capacityFigures: readonly RunFigure<CapacityRecord>[] = [
  rate('held_per_second', ['rate held', 'requests/s'], heldOf),
];

export const enduranceFigures: readonly RunFigure<EnduranceRecord>[] = [
  cost('response_p50_ms', ['response p50', 'ms'], (record) => percentileReading(responsesOf(record), 0.5)),
  cost('response_p99_ms', ['response p99', 'ms'], (record) => percentileReading(responsesOf(record), 0.99)),
  failures(enduranceTotals),
];
