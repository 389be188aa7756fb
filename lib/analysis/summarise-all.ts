import type { Record } from '../results/record';
import type { EnduranceOutcome } from './endurance-summary';
import type { IngestOutcome } from './ingest-summary';
import type { OpenOutcome } from './open-summary';
import { summarise } from './summarise';
import { summariseBatched } from './summarise-batched';
import { type CapacityOutcome, summariseCapacity } from './summarise-capacity';
import { summariseEndurance } from './summarise-endurance';
import { summariseFiltered } from './summarise-filtered';
import { summariseIngest } from './summarise-ingest';
import { summariseMixed } from './summarise-mixed';
import { summariseOpen } from './summarise-open';
import type { BatchedSummary, FilteredSummary, MissingSummary, MixedSummary, Summary } from './summary';

/** What the records of each workload come to: measured settings, and what was not measured with its reason. */
export interface Outcomes {
  /** Closed loops of searches. */
  readonly searches: readonly Summary[];
  readonly open: readonly OpenOutcome[];
  readonly endurance: readonly EnduranceOutcome[];
  readonly capacity: readonly CapacityOutcome[];
  readonly ingest: readonly IngestOutcome[];
  readonly filtered: readonly (FilteredSummary | MissingSummary)[];
  readonly mixed: readonly (MixedSummary | MissingSummary)[];
  readonly batched: readonly (BatchedSummary | MissingSummary)[];
}

/** An outcome of any workload. */
export type Outcome = Outcomes[keyof Outcomes][number];

/** A setting of any workload that was measured. */
export type Setting = Exclude<Outcome, MissingSummary>;

/** Summarises the records of every workload. */
export const summariseAll = (records: readonly Record[]): Outcomes => ({
  searches: summarise(records),
  open: summariseOpen(records),
  endurance: summariseEndurance(records),
  capacity: summariseCapacity(records),
  ingest: summariseIngest(records),
  filtered: summariseFiltered(records),
  mixed: summariseMixed(records),
  batched: summariseBatched(records),
});

/** The outcomes of all workloads one after another. */
export const allOutcomes = (outcomes: Outcomes): Outcome[] => Object.values(outcomes).flat() as Outcome[];

export const isSetting = (outcome: Outcome): outcome is Setting => outcome.state === 'measured';
