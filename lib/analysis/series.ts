import { groupBy } from './by-setting';
import { settingKey } from './setting-key';
import { clientsFeature, settingName } from './setting-name';
import type { MeasuredSummary } from './summary';

/** Settings that differ in search parameters only: one line of a figure. */
export interface Series {
  /** Name where it is told from the others of its panel by as little as needed. */
  readonly name: string;
  readonly clients: number;
  /** By ascending ef, else recall. */
  readonly settings: readonly [MeasuredSummary, ...MeasuredSummary[]];
}

/** The lines of one panel's summaries. */
export function seriesOf(measured: readonly MeasuredSummary[]): Series[] {
  return groupBy(measured, (one) => settingKey(one, { search: null })).map((line) => ({
    name: settingName(line[0], measured, [clientsFeature, ({ workload }) => `${workload.requests} requests`]),
    clients: line[0].clients,
    settings: line.sort((a, b) => (a.ef ?? 0) - (b.ef ?? 0) || (a.recall?.value ?? 0) - (b.recall?.value ?? 0)),
  }));
}
