import type { MeasuredRecord } from '../results/record';
import type { AdjustedTest, Pair } from './adjust-tests';
import { compareMedians } from './compare';
import type { Detectable } from './detectable';
import { detectableOf } from './detectable-between';
import type { Estimate } from './estimate';
import type { RunValue } from './independent-values';
import { differenceOfMedians, type Ratio, ratioOfMedians } from './ratio-of-medians';
import { figuresOf } from './run-figures/figures-of';
import type { RunFigure } from './run-figures/run-figure';
import type { SettingHead, SettingRuns } from './setting-runs';

/** One figure of a setting in two runs. */
export type ComparedFigure = Omit<RunFigure, 'of'> &
  (
    | {
        readonly state: 'compared';
        /** Median over runs. */
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
  const read = figuresOf(a.head.workload).map((figure) => ({
    figure,
    first: valuesOf(a.records, figure),
    second: valuesOf(b.records, figure),
  }));
  const comparable = read.filter(({ first, second }) => first.state === 'known' && second.state === 'known');
  return {
    pairs: comparable.map(({ figure, first, second }): Pair => [second.runs, first.runs, figure.by]),
    compared: (tests) => ({
      a: a.head,
      b: b.head,
      figures: read.map((one) => {
        const { name, title, unit, better, by } = one.figure;
        const figure = { name, title, ...(unit === undefined ? {} : { unit }), better, by };
        const test = tests[comparable.indexOf(one)];
        if (test) return { ...figure, ...comparedFigure(figure, one.first.runs, one.second.runs, test) };
        return { ...figure, state: 'not comparable' as const, why: whyNot(one.first, one.second) };
      }),
    }),
  };
}

interface Values {
  readonly state: 'known' | 'not available';
  readonly runs: readonly RunValue[];
  /** Why runs have no such figure, each reason once. */
  readonly why: readonly string[];
}

/** A part of the runs would be another sample: where one has no figure, the setting has none. */
function valuesOf(records: readonly MeasuredRecord[], figure: RunFigure): Values {
  const read = records.map((record) => ({ build: record.build.id, found: figure.of(record) }));
  const runs = read.flatMap(({ build, found }) => ('value' in found ? [{ build, value: found.value }] : []));
  const lacking = read.flatMap(({ found }) => ('why' in found ? [found.why] : []));
  const part = lacking.length < records.length ? `${lacking.length} of ${records.length} runs: ` : '';
  return {
    state: lacking.length === 0 ? 'known' : 'not available',
    runs,
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
  a: readonly RunValue[],
  b: readonly RunValue[],
  test: AdjustedTest,
): Omit<Compared, keyof RunFigure> {
  const { larger, effect, why, first, second } = compareMedians(b, a, test);
  const ahead = better === 'more' ? ({ first: 'B', second: 'A' } as const) : ({ first: 'A', second: 'B' } as const);
  const shown = larger === 'no difference shown' ? larger : ahead[larger];
  return {
    state: 'compared',
    a: second,
    b: first,
    change: by === 'ratio' ? ratioOfMedians(b, a) : differenceOfMedians(b, a),
    ...{ test, effect, shown, why },
    ...(shown === 'no difference shown' && by === 'ratio' ? { detectable: detectableOf(a, b, test.comparisons) } : {}),
  };
}
