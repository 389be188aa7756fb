import { LabError } from '../../base/lab-error';
import type { OpenWindow } from '../../results/open-window';
import { judgeWindow, type WindowVerdict } from './judge-window';

export interface RateSearch {
  /** The rate to begin with, requests a second, e.g. half of what a closed loop reached. */
  readonly first: number;
  /** Ends where lowest broken ÷ highest held is within 1 + precision; 0.05 if not given. */
  readonly precision?: number;
  /** Rates outside are not asked for; if not given, from 1 up without bound. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** The p99 that a rate must keep to have held, if any. */
  readonly p99Ms?: number;
  /** Requests of a window that may be missing; as {@link windowLimits} if not given. */
  readonly few?: number;
}

/** A rate and what its windows together say. */
export interface JudgedRate {
  readonly rate: number;
  /** `undecided`: broken once, or as often as held; not yet broken twice. */
  readonly verdict: WindowVerdict['verdict'] | 'undecided';
  readonly windows: readonly (OpenWindow & WindowVerdict)[];
}

export interface BreakingPoint {
  /**
   * `found`: bracketed as closely as asked; `not reached`: the highest rate asked for held; `below`: the lowest broke; `not
   * judged`: beyond `held` the windows say nothing of the engine, and why stands with them; `searching`: it takes more windows.
   */
  readonly state: 'found' | 'not reached' | 'below' | 'not judged' | 'searching';
  /** Highest rate held below every broken one, and lowest rate broken: twice, as one window may be bad luck. */
  readonly held?: number;
  readonly broken?: number;
  /** Rates held above the lowest broken: what breaks may not be the rate. */
  readonly contradicted: readonly number[];
  readonly rates: readonly JudgedRate[];
}

/**
 * The next rate to measure, or undefined where the bracket is closed: doubles from the first until a rate breaks (or halves
 * until one holds), then halves the bracket in ratio. A rate that broke once is measured again, and a third time where it
 * then held: two windows decide.
 */
export function nextRate(windows: readonly OpenWindow[], search: RateSearch): number | undefined {
  const { precision = 0.05, atLeast = 1, atMost = Infinity } = checked(search);
  const { rates, held, above } = bracket(windows, search);
  const undecided = rates.find(({ verdict }) => verdict === 'undecided');
  if (undecided) return undecided.rate;
  if (held === undefined && above === undefined) return search.first;
  if (above === undefined) return (held ?? NaN) >= atMost ? undefined : Math.min(atMost, (held ?? NaN) * 2);
  if (held === undefined) return above.rate <= atLeast ? undefined : Math.max(atLeast, above.rate / 2);
  return above.rate / held <= 1 + precision ? undefined : Math.sqrt(held * above.rate);
}

/** The bracket that the windows leave: [highest held, lowest broken]. */
export function breakingPoint(windows: readonly OpenWindow[], search: RateSearch): BreakingPoint {
  const { rates, held, above } = bracket(windows, search);
  const broken = rates.find(({ verdict }) => verdict === 'broken')?.rate;
  const state = (): BreakingPoint['state'] => {
    if (nextRate(windows, search) !== undefined) return 'searching';
    if (above?.verdict === 'not judged') return 'not judged';
    return above === undefined ? 'not reached' : held === undefined ? 'below' : 'found';
  };
  return {
    state: state(),
    ...(held === undefined ? {} : { held }),
    ...(broken === undefined ? {} : { broken }),
    contradicted: rates.flatMap(({ rate, verdict }) => (verdict === 'held' && rate > (broken ?? NaN) ? [rate] : [])),
    rates,
  };
}

function bracket(windows: readonly OpenWindow[], search: RateSearch) {
  const byRate = new Map<number, (OpenWindow & WindowVerdict)[]>();
  for (const window of windows) {
    const judged = { ...window, ...judgeWindow(window, search) };
    byRate.set(window.rate, [...(byRate.get(window.rate) ?? []), judged]);
  }
  const rates = [...byRate]
    .map(([rate, ofRate]): JudgedRate => ({ rate, verdict: together(ofRate), windows: ofRate }))
    .sort((a, b) => a.rate - b.rate);
  const above = rates.find(({ verdict }) => verdict === 'broken' || verdict === 'not judged');
  const held = rates.filter(({ rate, verdict }) => verdict === 'held' && rate < (above?.rate ?? Infinity)).at(-1)?.rate;
  return { rates, held, above };
}

function together(windows: readonly WindowVerdict[]): JudgedRate['verdict'] {
  const times = (verdict: WindowVerdict['verdict']) => windows.filter((window) => window.verdict === verdict).length;
  if (times('broken') >= 2) return 'broken';
  if (times('held') >= 2 || (times('held') === 1 && times('broken') === 0)) return 'held';
  return times('not judged') >= 2 ? 'not judged' : 'undecided';
}

function checked(search: RateSearch): RateSearch {
  const { first, precision = 0.05, atLeast = 1, atMost = Infinity } = search;
  if (first >= atLeast && first <= atMost && first < Infinity && atLeast > 0 && precision > 0) return search;
  throw new LabError({
    code: 'bad-rate',
    where: 'breaking point',
    what: `first rate ${first}, from ${atLeast} to ${atMost}, precision ${precision}`,
    remedy: 'rates and precision must be above 0, and the first rate between the other two',
  });
}
