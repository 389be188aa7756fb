import type { MeasuredRecord } from '../results/record';
import type { AdjustedTest, Pair } from './adjust-tests';
import { compareMedians } from './compare';
import type { Detectable } from './detectable';
import { detectableOf } from './detectable-between';
import { countsTest } from './counts-test';
import { differenceOfShares } from './difference-of-shares';
import { errorShare } from './error-share';
import type { Estimate } from './estimate';
import { alikeFilled } from './ingest-rates';
import type { RunValue } from './independent-values';
import { differenceOfMedians, type Ratio, ratioOfMedians } from './ratio-of-medians';
import { figuresOf } from './run-figures/figures-of';
import type { RequestCounts, RunFigure } from './run-figures/run-figure';
import type { SettingHead, SettingRuns } from './setting-runs';

/** One figure of a setting in two runs. */
export type ComparedFigure = Omit<RunFigure, 'of' | 'counts'> &
  (
    | {
        readonly state: 'compared';
        /** Median over runs; of failed requests the share of all. */
        readonly a: Estimate;
        readonly b: Estimate;
        /** B over A, or why there is no ratio; or B less A where it is compared by difference. */
        readonly change: Ratio;
        readonly test: AdjustedTest;
        /** Cliff's delta of B against A: 1 where every run of B has the larger value. */
        readonly effect: number;
        /** Which run is better, said only where intervals and corrected test agree. */
        readonly shown: 'A' | 'B' | 'no difference shown';
        readonly why: string;
        /** What ratio these runs would show, where no difference is shown. */
        readonly detectable?: Detectable;
      }
    | { readonly state: 'not comparable'; readonly why: string }
  );

/** The figures of a setting that both runs measured. */
export interface ComparedFigures {
  readonly a: SettingHead;
  readonly b: SettingHead;
  readonly figures: readonly ComparedFigure[];
}

/** The figures of two settings before they are tested, which all comparisons of a table are together. */
export interface FiguresToCompare {
  readonly pairs: readonly Pair[];
  /** The comparison, given the test of each pair. */
  readonly compared: (tests: readonly AdjustedTest[]) => ComparedFigures;
}

export function figuresToCompare(a: SettingRuns, b: SettingRuns): FiguresToCompare {
  const alike = alikeFilled<MeasuredRecord>([...a.records, ...b.records]);
  const read = figuresOf(a.head.workload).map((figure) => ({
    figure,
    first: valuesOf(alike.slice(0, a.records.length), figure),
    second: valuesOf(alike.slice(a.records.length), figure),
  }));
  const comparable = read.filter(({ first, second }) => first.state === 'known' && second.state === 'known');
  return {
    pairs: comparable.map(pairOf),
    compared: (tests) => ({
      a: a.head,
      b: b.head,
      figures: read.map((one) => {
        const { name, title, unit, better, by } = one.figure;
        const figure = { name, title, ...(unit === undefined ? {} : { unit }), better, by };
        const test = tests[comparable.indexOf(one)];
        if (test) return { ...figure, ...comparedFigure(figure, one.first, one.second, test) };
        return { ...figure, state: 'not comparable' as const, why: whyNot(one.first, one.second) };
      }),
    }),
  };
}

function pairOf({ figure, first, second }: { figure: RunFigure; first: Values; second: Values }): Pair {
  const { counted: a } = first;
  const { counted: b } = second;
  return [second.runs, first.runs, figure.by, a && b && countsTest(together(b), together(a))];
}

/** Requests of all runs. */
const together = (runs: readonly RequestCounts[]): RequestCounts => ({
  requests: runs.reduce((sum, { requests }) => sum + requests, 0),
  failed: runs.reduce((sum, { failed }) => sum + failed, 0),
});

interface Values {
  readonly state: 'known' | 'not available';
  readonly runs: readonly RunValue[];
  /** Of a share of requests: how many each run made. */
  readonly counted?: readonly (RequestCounts & { readonly build: string })[];
  /** Why runs have no such figure, each reason once. */
  readonly why: readonly string[];
}

/** A part of the runs would be another sample: where one has no figure, the setting has none. */
function valuesOf(records: readonly MeasuredRecord[], figure: RunFigure): Values {
  const read = records.map((record) => ({ build: record.build.id, found: figure.of(record) }));
  const runs = read.flatMap(({ build, found }) => ('value' in found ? [{ build, value: found.value }] : []));
  const lacking = read.flatMap(({ found }) => ('why' in found ? [found.why] : []));
  const { counts } = figure;
  const part = lacking.length < records.length ? `${lacking.length} of ${records.length} runs: ` : '';
  return {
    state: lacking.length === 0 ? 'known' : 'not available',
    runs,
    ...(counts && { counted: records.map((record) => ({ ...counts(record), build: record.build.id })) }),
    why: [...new Set(lacking)].map((why) => `${part}${why}`),
  };
}

/** Most reasons are the same in both. */
const whyNot = (a: Values, b: Values): string =>
  [...new Set([...a.why, ...b.why])]
    .map((why) => {
      const runs = [...(a.why.includes(why) ? ['A'] : []), ...(b.why.includes(why) ? ['B'] : [])];
      return `in ${runs.join(' and ')} ${why}`;
    })
    .join('; ');

type Compared = Extract<ComparedFigure, { state: 'compared' }>;

function comparedFigure(
  { by, better }: Pick<RunFigure, 'by' | 'better'>,
  { runs: a, counted: countedA }: Values,
  { runs: b, counted: countedB }: Values,
  test: AdjustedTest,
): Omit<Compared, keyof RunFigure> {
  const pooled = countedA && countedB && ([errorShare(countedB), errorShare(countedA)] as const);
  const { larger, effect, why, first, second } = compareMedians(b, a, test, pooled);
  const ahead = better === 'more' ? ({ first: 'B', second: 'A' } as const) : ({ first: 'A', second: 'B' } as const);
  const shown = larger === 'no difference shown' ? larger : ahead[larger];
  return {
    state: 'compared',
    a: second,
    b: first,
    change: by === 'ratio' ? ratioOfMedians(b, a) : pooled ? differenceOfShares(...pooled) : differenceOfMedians(b, a),
    ...{ test, effect, shown, why },
    ...(shown === 'no difference shown' && by === 'ratio' ? { detectable: detectableOf(a, b, test.comparisons) } : {}),
  };
}
