import { canonicalJson } from '../base/canonical-json';
import type { RecordEngine } from '../results/record';
import { groupBy } from './by-setting';
import { oneLineEach } from './one-line-each';
import { isMeasured } from './panels';
import { saturationKnee, type SaturationKnee } from './saturation-knee';
import { settingKey } from './setting-key';
import { settingName } from './setting-name';
import type { MeasuredSummary, Summary } from './summary';

/** Closed loops that differ in their clients only, and where more of them stop adding to the rate. */
export interface SaturationLine {
  /** The engine, and what tells it from the others of its figure but for ef. */
  readonly name: string;
  readonly engine: RecordEngine;
  readonly dataset: MeasuredSummary['dataset'];
  readonly k: number;
  readonly ef?: number;
  /** By ascending clients, at least two. */
  readonly settings: readonly [MeasuredSummary, ...MeasuredSummary[]];
  readonly knee: SaturationKnee;
}

/** Every engine and setting that was measured with several numbers of clients. */
export function saturationLines(summaries: readonly Summary[]): SaturationLine[] {
  const lines = groupBy(summaries.filter(isMeasured), (one) =>
    settingKey(one, { workload: { ...one.workload, clients: null } }),
  ).filter((line) => line.length > 1);
  return lines.map((line) => {
    const settings = line.sort((a, b) => a.clients - b.clients);
    const [{ engine, dataset, k, ef }] = settings;
    const points = settings.map(({ clients, runs }) => ({
      x: clients,
      runs: runs.map(({ qps, build }) => ({ value: qps, build })),
    }));
    const beside = lines.flatMap(([one]) => (one.k === k && one.dataset.digest === dataset.digest ? [one] : []));
    const name = settingName(line[0], beside);
    return { name, engine, dataset, k, ...(ef === undefined ? {} : { ef }), settings, knee: saturationKnee(points) };
  });
}

/** The lines of each dataset and k, as they may stand in one figure. */
export const saturationPanels = (lines: readonly SaturationLine[]): [SaturationLine, ...SaturationLine[]][] =>
  groupBy(lines, ({ dataset, k }) => canonicalJson([dataset.name, dataset.digest, k]));

/** Of each engine the line that stands for it in a figure. */
export const saturationPicks = (lines: readonly SaturationLine[]): SaturationLine[] =>
  oneLineEach(lines, ({ settings: [one] }) =>
    settingKey(one, { search: null, workload: { ...one.workload, clients: null } }),
  );
