import { groupBy } from './by-setting';
import type { OpenSummary } from './open-summary';
import { settingKey } from './setting-key';
import { efFeature, settingName } from './setting-name';

/** Open loops that differ in their rate only: one line of a figure. */
export interface OpenSeries {
  /** The engine, with ef where several were measured, and the version where those differ. */
  readonly name: string;
  /** By ascending rate. */
  readonly settings: readonly [OpenSummary, ...OpenSummary[]];
}

/** The lines of one panel's open loops. */
export const openSeriesOf = (measured: readonly OpenSummary[]): OpenSeries[] =>
  groupBy(measured, (one) => settingKey(one, { workload: { ...one.workload, rate: null } })).map((line) => ({
    name: settingName(line[0], measured, [
      efFeature,
      ({ workload }) => `${workload.arrivals} arrivals`,
      ({ workload }) => `${workload.durationMs / 1000} s`,
    ]),
    settings: line.sort((a, b) => a.rate - b.rate),
  }));
