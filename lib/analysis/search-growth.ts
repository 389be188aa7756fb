import { canonicalJson } from '../base/canonical-json';
import type { RecordEngine } from '../results/record';
import { groupBy } from './by-setting';
import { familyOf } from './dataset-family';
import { degradation, type Degradation } from './degradation';
import { fitPowerLaw, type PowerLaw } from './fit-power-law';
import { oneLineEach } from './one-line-each';
import { isMeasured } from './panels';
import { carries, shares } from './percentiles';
import { settingKey } from './setting-key';
import { settingName } from './setting-name';
import type { MeasuredSummary, RunValues, Summary } from './summary';

/** What of a closed loop changes with scale: answers a second, and milliseconds of a run's p50 and p99. */
export type GrowingFigure = 'rate' | 'p50' | 'p99';

export const growingFigures: readonly GrowingFigure[] = ['rate', 'p50', 'p99'];

/** Closed loops that differ in the number of vectors, or of their components, only. */
export interface SearchGrowth {
  /** The engine, and what tells it from the others that grow but for their data, clients and ef. */
  readonly name: string;
  readonly engine: RecordEngine;
  readonly k: number;
  readonly clients: number;
  readonly ef?: number;
  /** What varies, and what the other one is: along n at this dim, along dim at this n. */
  readonly along: 'n' | 'dim';
  readonly at: number;
  /** By ascending size, at least two. */
  readonly settings: readonly [MeasuredSummary, ...MeasuredSummary[]];
  /** Of each figure: figure ≈ a · size^b, and how many times that of the smallest size each larger one has. */
  readonly figures: { readonly [F in GrowingFigure]: { readonly law: PowerLaw; readonly degradation: Degradation } };
}

const valueOf: { readonly [F in GrowingFigure]: (run: RunValues) => number | undefined } = {
  rate: ({ qps }) => qps,
  p50: ({ p50Ms }) => p50Ms,
  p99: ({ p99Ms }) => p99Ms,
};

/**
 * How searches slow down with scale, at the same parameters: the recall that they reach falls with it, and stands beside. Real sets
 * of different sizes are different data, so a set stands beside its own scales only; generated sets where all but n and dim is the same.
 */
export function searchGrowth(summaries: readonly Summary[]): SearchGrowth[] {
  const measured = summaries.filter(isMeasured);
  const nameless = (one: MeasuredSummary) => ({ ...one, dataset: { name: '' } });
  const named = (one: MeasuredSummary): string => settingName(nameless(one), measured.map(nameless));
  return groupBy(measured, alike).flatMap((group) =>
    (['n', 'dim'] as const).flatMap((along) => {
      const other = along === 'n' ? 'dim' : 'n';
      return groupBy(group, ({ dataset }) => `${dataset[other]}`)
        .filter((line) => new Set(line.map(({ dataset }) => dataset[along])).size > 1)
        .sort(([a], [b]) => a.dataset[other] - b.dataset[other])
        .map((line) => growthOf(line, along, named));
    }),
  );
}

/** Of each engine and number of clients the line that stands for it in a figure. */
export const growthPicks = (lines: readonly SearchGrowth[]): SearchGrowth[] =>
  oneLineEach(lines, ({ settings: [one], along, at }) =>
    settingKey(one, { search: null, dataset: [familyOf(one.dataset), one.dataset.metric, along, at] }),
  );

/** The lines with the fewest clients of all: with more, requests wait for each other too. */
export function fewestClients(lines: readonly SearchGrowth[]): SearchGrowth[] {
  const fewest = Math.min(...lines.map(({ clients }) => clients));
  return lines.filter(({ clients }) => clients === fewest);
}

/** Lines that may stand in one figure: along the same sizes of the same data, with as many clients. */
export const growthPanels = (lines: readonly SearchGrowth[]): [SearchGrowth, ...SearchGrowth[]][] =>
  groupBy(lines, ({ settings: [{ dataset, workload }], along, at }) =>
    canonicalJson([familyOf(dataset), dataset.metric, workload, along, at]),
  );

/** What must be the same of two sizes that are held against each other. */
const alike = (one: MeasuredSummary): string =>
  settingKey(one, { dataset: [familyOf(one.dataset), one.dataset.metric] });

function growthOf(
  line: readonly [MeasuredSummary, ...MeasuredSummary[]],
  along: 'n' | 'dim',
  nameOf: (one: MeasuredSummary) => string,
): SearchGrowth {
  const settings = [...line].sort((a, b) => a.dataset[along] - b.dataset[along]) as [
    MeasuredSummary,
    ...MeasuredSummary[],
  ];
  const [{ engine, k, clients, ef, dataset }] = settings;
  const of = (figure: GrowingFigure) => figureOf(settings, along, figure);
  return {
    name: nameOf(line[0]),
    engine,
    k,
    clients,
    ...(ef === undefined ? {} : { ef }),
    along,
    at: dataset[along === 'n' ? 'dim' : 'n'],
    settings,
    figures: { rate: of('rate'), p50: of('p50'), p99: of('p99') },
  };
}

function figureOf(settings: readonly MeasuredSummary[], along: 'n' | 'dim', figure: GrowingFigure) {
  const points = settings.map(({ dataset, runs }) => ({
    x: dataset[along],
    runs: runs.flatMap((run) => {
      const value = valueOf[figure](run);
      return value === undefined ? [] : [{ value, build: run.build }];
    }),
  }));
  const lacking = settings.find(({ runs }, i) => (points[i]?.runs.length ?? 0) < runs.length);
  if (lacking) {
    const without = lacking.runs.filter((run) => valueOf[figure](run) === undefined);
    const why = `at ${lacking.dataset[along]} ${without.length} of ${lacking.runs.length} runs have no ${figure}: ${whyNone(without, figure)}`;
    return { law: { state: 'not available', why }, degradation: { state: 'not available', why } } as const;
  }
  return { law: fitPowerLaw(points), degradation: degradation(points) };
}

/** The runs left would be those that failed least: a percentile among failed requests has no end, and those have one. */
function whyNone(runs: readonly RunValues[], figure: GrowingFigure): string {
  const share = figure === 'rate' ? 0 : shares[figure];
  const few = runs.filter(({ requests }) => !carries(requests, share));
  const fewest = Math.min(...few.map(({ requests }) => requests));
  return [
    ...(few.length > 0 ? [`${fewest} requests are too few to carry it`] : []),
    ...(few.length < runs.length ? ['it falls among the failed requests'] : []),
  ].join(', or ');
}
