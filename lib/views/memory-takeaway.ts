import { groupBy } from '../analysis/by-setting';
import { ofFamily } from '../analysis/dataset-family';
import { type Estimate, scaled } from '../analysis/estimate';
import type { IngestOutcome, IngestSummary } from '../analysis/ingest-summary';
import { settingKey } from '../analysis/setting-key';
import { withNames } from '../analysis/setting-name';
import { three, whole, withInterval } from './format';

const mebibyte = 2 ** 20;

/** A setting of which it is known what its engine's processes grew by. */
export interface KnownMemory {
  readonly one: IngestSummary;
  /** MiB per 1,000 vectors. */
  readonly memory: Estimate;
}

/** MiB of 1,000 vectors as they are: 4 bytes a component. */
export const rawSize = (dim: number): number => (4 * dim * 1000) / mebibyte;

/** Of each engine, what 1,000 vectors of its largest set take, beside the vectors alone. */
export function memorySentences(outcomes: readonly IngestOutcome[]): string[] {
  const measured = outcomes.filter((one) => one.state === 'measured');
  const known = withNames(measured, [], ofFamily).flatMap(knownMemory);
  return groupBy(known, ({ one }) => settingKey(one, { dataset: null, workload: null })).map((of) => {
    const { one, memory } = of.reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a));
    const raw = rawSize(one.dataset.dim);
    return (
      `${one.engine.title} grows by ${withInterval(memory)} MiB per 1,000 vectors at ${whole(one.dataset.n)} × ${one.dataset.dim}, ` +
      `${three(memory.value / raw)} times the vectors alone (${three(raw)} MiB).`
    );
  });
}

const sizeOf = ({ one: { dataset } }: KnownMemory): number => dataset.n * dataset.dim;

/** The setting with its memory, or nothing where that is not known. */
export const knownMemory = (one: IngestSummary): KnownMemory[] =>
  one.memoryPerThousand.state === 'known'
    ? [{ one, memory: scaled(one.memoryPerThousand.estimate, 1 / mebibyte) }]
    : [];
