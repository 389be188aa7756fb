import type { Series } from './series';
import type { MeasuredSummary } from './summary';

/** Recalls at which engines are compared, the highest first. */
const ladder = [0.99, 0.95, 0.9, 0.8, 0.7, 0.5];

/** One setting of each line, chosen so that they may be compared. */
export interface Picks {
  /** Recall that every pick reaches; absent where the lines reach none in common: then each line's highest recall. */
  readonly target?: number;
  readonly picks: readonly { readonly series: Series; readonly setting: MeasuredSummary }[];
}

const recallOf = (setting: MeasuredSummary): number => setting.recall?.value ?? -Infinity;

const reaching = (series: Series, target: number): MeasuredSummary[] =>
  series.settings.filter((setting) => recallOf(setting) >= target);

/**
 * Rates of different recall say nothing about each other. This takes the highest recall of 0.99, 0.95, 0.9, 0.8, 0.7
 * and 0.5 (or the one asked for) that every line reaches, and of each line the fastest setting that reaches it.
 * Lines that don't reach an asked recall are left out.
 */
export function picksAt(lines: readonly Series[], asked?: number): Picks {
  const target = asked ?? ladder.find((step) => lines.every((series) => reaching(series, step).length > 0));
  const picks = lines.flatMap((series) => {
    const [first, ...others] = target === undefined ? series.settings : reaching(series, target);
    if (!first) return [];
    const better = (a: MeasuredSummary, b: MeasuredSummary): boolean =>
      target === undefined ? recallOf(a) > recallOf(b) : a.qps.value > b.qps.value;
    return [{ series, setting: others.reduce((best, setting) => (better(setting, best) ? setting : best), first) }];
  });
  return target === undefined ? { picks } : { target, picks };
}
