import type { CompareRates } from '../../analysis/adjust-grounds';
import { paretoFront } from '../../analysis/pareto';
import { apart, type Estimate } from '../../analysis/estimate';
import type { MeasuredSummary } from '../../analysis/summary';

/** Settings that are the best of a column, or not distinguishable from it. */
export interface Best {
  readonly recall: ReadonlySet<MeasuredSummary>;
  readonly qps: ReadonlySet<MeasuredSummary>;
  readonly p50: ReadonlySet<MeasuredSummary>;
  readonly p99: ReadonlySet<MeasuredSummary>;
  /** On the Pareto front: no other setting has both a higher recall and a higher rate. By point estimates. */
  readonly front: ReadonlySet<MeasuredSummary>;
}

/**
 * Looks among settings of one dataset, k and number of clients; rates by intervals and by the test of `compareRates`, the
 * rest by intervals.
 * None is the best of a column in which a figure has no interval: nothing can be told apart there.
 */
export function bestOf(settings: readonly MeasuredSummary[], compareRates: CompareRates): Best {
  const fastest = settings.every(({ qps }) => bounded(qps)) ? extreme(settings, ({ qps }) => qps.value) : undefined;
  return {
    recall: byInterval(settings, ({ recall }) => recall, 1),
    qps: new Set(
      settings.filter(
        (setting) => fastest && (setting === fastest || compareRates(fastest, setting).larger !== 'first'),
      ),
    ),
    p50: byInterval(settings, ({ latency }) => latency.p50, -1),
    p99: byInterval(settings, ({ latency }) => latency.p99, -1),
    front: new Set(
      paretoFront(
        settings.filter(({ recall }) => recall !== undefined),
        ({ recall }) => recall?.value ?? NaN,
        ({ qps }) => qps.value,
      ),
    ),
  };
}

function byInterval(
  settings: readonly MeasuredSummary[],
  of: (setting: MeasuredSummary) => Estimate | undefined,
  sign: 1 | -1,
): ReadonlySet<MeasuredSummary> {
  if (!settings.every((setting) => bounded(of(setting)))) return new Set();
  const best = extreme(settings, (setting) => sign * (of(setting)?.value ?? NaN));
  const top = best && of(best);
  return new Set(settings.filter((setting) => top && alike(top, of(setting))));
}

/** A figure that is absent is not the best and keeps no other from being it. */
const bounded = (estimate: Estimate | undefined): boolean => estimate?.method !== 'none';

const alike = (top: Estimate, other: Estimate | undefined): boolean => other !== undefined && !apart(top, other);

function extreme(
  settings: readonly MeasuredSummary[],
  value: (setting: MeasuredSummary) => number,
): MeasuredSummary | undefined {
  const known = settings.filter((setting) => !Number.isNaN(value(setting)));
  return known.reduce<MeasuredSummary | undefined>(
    (best, s) => (!best || value(s) > value(best) ? s : best),
    undefined,
  );
}
