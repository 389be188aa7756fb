import type { WindowVerdict } from '../workload/load/judge-window';

/** What the windows of several repetitions at one rate say together. */
export interface JudgedRepetitions {
  /** `undecided`: too few windows of one kind. */
  readonly verdict: WindowVerdict['verdict'] | 'undecided';
  /** How many windows held the rate, broke, and tell nothing of the engine. */
  readonly windows: { readonly held: number; readonly broken: number; readonly notJudged: number };
}

/** Windows that must agree, as one may be bad luck; and the share of those judged that must have held. */
const agreeing = 2;
const heldShare = 0.8;

/**
 * Held where at least two windows held, and these are at least four in five of those judged; broken where at least two broke and
 * fewer than four in five held. The share decides and not a count: of many repetitions some break by chance, and a rate must not
 * break for having been measured more often. Not judged only where at least two windows were not judged, and more than were.
 */
export function judgeRepetitions(verdicts: readonly WindowVerdict[]): JudgedRepetitions {
  const times = (wanted: WindowVerdict['verdict']) => verdicts.filter(({ verdict }) => verdict === wanted).length;
  const windows = { held: times('held'), broken: times('broken'), notJudged: times('not judged') };
  return { verdict: together(windows), windows };
}

function together({ held, broken, notJudged }: JudgedRepetitions['windows']): JudgedRepetitions['verdict'] {
  const enough = held / (held + broken) >= heldShare;
  if (held >= agreeing && enough) return 'held';
  if (broken >= agreeing && !enough) return 'broken';
  return notJudged >= agreeing && notJudged > held + broken ? 'not judged' : 'undecided';
}
