import { describe, expect, it } from 'vitest';
import { ingestGrowth } from 'vexlab/dist/analysis/ingest-growth';
import { judgeScenario } from 'vexlab/dist/analysis/judge-scenario';
import { saturationLines } from 'vexlab/dist/analysis/saturation-lines';
import { searchGrowth } from 'vexlab/dist/analysis/search-growth';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { summariseBatched } from 'vexlab/dist/analysis/summarise-batched';
import { summariseCapacity } from 'vexlab/dist/analysis/summarise-capacity';
import { summariseEndurance } from 'vexlab/dist/analysis/summarise-endurance';
import { summariseFiltered } from 'vexlab/dist/analysis/summarise-filtered';
import { summariseIngest } from 'vexlab/dist/analysis/summarise-ingest';
import { summariseOpen } from 'vexlab/dist/analysis/summarise-open';
import type { Record as LabRecord } from 'vexlab/dist/results/record';
import { batchedTakeaway } from 'vexlab/dist/views/batched-takeaway';
import { batchedChart } from 'vexlab/dist/views/charts/batched-chart';
import { enduranceChart } from 'vexlab/dist/views/charts/endurance-chart';
import { filteredChart } from 'vexlab/dist/views/charts/filtered-chart';
import { ingestChart } from 'vexlab/dist/views/charts/ingest-chart';
import { ingestRateChart } from 'vexlab/dist/views/charts/ingest-rate-chart';
import { memoryChart } from 'vexlab/dist/views/charts/memory-chart';
import { saturationChart } from 'vexlab/dist/views/charts/saturation-chart';
import { searchGrowthChart } from 'vexlab/dist/views/charts/search-growth-chart';
import { saturationTakeaway } from 'vexlab/dist/views/saturation-takeaway';
import { scenarioTakeaway } from 'vexlab/dist/views/scenario-takeaway';
import { searchGrowthTakeaway } from 'vexlab/dist/views/search-growth-takeaway';
import { batchedTable } from 'vexlab/dist/views/tables/batched-table';
import { capacityTable } from 'vexlab/dist/views/tables/capacity-table';
import { enduranceTable } from 'vexlab/dist/views/tables/endurance-table';
import { filteredTable } from 'vexlab/dist/views/tables/filtered-table';
import { growthTable } from 'vexlab/dist/views/tables/growth-table';
import { ingestTable } from 'vexlab/dist/views/tables/ingest-table';
import { objectivesTable } from 'vexlab/dist/views/tables/objectives-table';
import { openTable } from 'vexlab/dist/views/tables/open-table';
import { saturationTable } from 'vexlab/dist/views/tables/saturation-table';
import { searchGrowthTable } from 'vexlab/dist/views/tables/search-growth-table';
import { filteredTakeaway } from 'vexlab/dist/views/write-takeaways';
import { sizesOf } from './fixture-batched-records';
import { capacityRecord } from './fixture-capacity-records';
import { plausibleLongRuns } from './fixture-endurance-records';
import { ladder } from './fixture-filtered-records';
import { growingFillings } from './fixture-ingest-records';
import { plausibleLoops } from './fixture-open-records';
import { growingSearches, saturatingLoops } from './fixture-scale-records';

/** The same of a second release, or of a second machine. */
const releases = (records: readonly LabRecord[]): LabRecord[] => [
  ...records.map((one) => ({ ...one, engine: { ...one.engine, serverVersion: 'v1.5' } })),
  ...records.map((one) => ({ ...one, run: 'later', engine: { ...one.engine, serverVersion: 'v2.0' } })),
];
const machines = (records: readonly LabRecord[]): LabRecord[] => [
  ...records,
  ...records.map((one) => ({ ...one, run: 'elsewhere', machine: 'beef0000beef0000' })),
];

const objectives = [{ metric: 'recall@k', atLeast: 0.5 } as const];
const text = (of: { data: unknown; layout: unknown; text: string }): string =>
  JSON.stringify([of.data, of.layout, of.text]);

/** What of some records each view says. */
const views: readonly (readonly [name: string, records: () => LabRecord[], said: (records: LabRecord[]) => string])[] =
  [
    ['saturation, figure', saturatingLoops, (all) => text(saturationChart(summarise(all)))],
    ['saturation, table', saturatingLoops, (all) => saturationTable(saturationLines(summarise(all))).html()],
    ['saturation, words', saturatingLoops, (all) => saturationTakeaway(saturationLines(summarise(all)))],
    ['growth of searches, figure', growingSearches, (all) => text(searchGrowthChart(summarise(all)))],
    ['growth of searches, table', growingSearches, (all) => searchGrowthTable(searchGrowth(summarise(all))).html()],
    ['growth of searches, words', growingSearches, (all) => searchGrowthTakeaway(searchGrowth(summarise(all)))],
    ['growth of filling, table', growingFillings, (all) => growthTable(ingestGrowth(summariseIngest(all))).html()],
    ['filling, table', growingFillings, (all) => ingestTable(summariseIngest(all)).html()],
    ['filling, memory', growingFillings, (all) => text(memoryChart(summariseIngest(all)))],
    ['filling, rates', () => growingFillings([1000], [128]), (all) => text(ingestRateChart(summariseIngest(all)))],
    ['building, figure', () => saturatingLoops([1]), (all) => text(ingestChart(summarise(all)))],
    ['batches, figure', sizesOf, (all) => text(batchedChart(summariseBatched(all)))],
    ['batches, table', sizesOf, (all) => batchedTable(summariseBatched(all)).html()],
    ['batches, words', sizesOf, (all) => batchedTakeaway(summariseBatched(all))],
    ['filters, figure', ladder, (all) => text(filteredChart(summariseFiltered(all)))],
    ['filters, table', ladder, (all) => filteredTable(summariseFiltered(all)).html()],
    ['filters, words', ladder, (all) => filteredTakeaway(summariseFiltered(all))],
    [
      'long runs, figure',
      () => plausibleLongRuns().slice(0, 1),
      (all) => text(enduranceChart(summariseEndurance(all))),
    ],
    [
      'long runs, table',
      () => plausibleLongRuns().slice(0, 1),
      (all) => enduranceTable(summariseEndurance(all)).html(),
    ],
    ['open loops, table', plausibleLoops, (all) => openTable(summariseOpen(all)).html()],
    ['highest rates, table', () => [capacityRecord(0)], (all) => capacityTable(summariseCapacity(all)).html()],
    ['scenarios, table', saturatingLoops, (all) => objectivesTable(judgeScenario(objectives, all)).html()],
    ['scenarios, words', saturatingLoops, (all) => scenarioTakeaway(judgeScenario(objectives, all))],
  ];

describe('two releases of an engine', () => {
  it.each(views)('%s: are told apart', (_, records, said) => {
    const both = said(releases(records()));
    expect(both).toMatch(/, v1\.5/);
    expect(both).toMatch(/, v2\.0/);
    expect(both).not.toContain('machine beef');
  });
});

describe('two machines of an engine', () => {
  it.each(views)('%s: are told apart', (_, records, said) => {
    const both = said(machines(records()));
    expect(both).toContain(', machine 3fa9');
    expect(both).toContain(', machine beef');
  });
});

describe('one release on one machine', () => {
  it.each(views)('%s: needs no more than its name', (_, records, said) => {
    expect(said(records())).not.toMatch(/, machine (3fa9|beef)\b/);
  });
});

describe('a scenario', () => {
  it('lets neither releases nor machines of one engine stand in for each other', () => {
    const one = judgeScenario(objectives, saturatingLoops());
    for (const twice of [releases, machines]) {
      const verdicts = judgeScenario(objectives, twice(saturatingLoops()));
      expect(verdicts).toHaveLength(2 * one.length);
      expect(new Set(verdicts.map(({ name }) => name)).size).toBe(2 * new Set(one.map(({ name }) => name)).size);
      expect(verdicts.every(({ settings }) => settings === 1)).toBe(true);
    }
  });
});
