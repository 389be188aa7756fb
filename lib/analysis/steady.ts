import type { Finding } from '../results/record';
import { fewestUnits } from './estimate';
import { independentValues, type RunValue } from './independent-values';
import { serialOrder } from './serial-order';

/** A value of a run, and when its record was written (ISO 8601). */
export interface TimedValue extends RunValue {
  readonly at: string;
}

/** A p below which repetitions are called alike. Of five that rise or fall all the way it is 1/60: less cannot be seen in so few. */
export const unlikely = 0.02;

/**
 * Whether the repetitions of a setting are independent, as every interval over repetitions takes for granted: whether those that follow
 * each other are no more alike than others. A machine that drifts (its clock, its neighbours, what it holds in memory) makes them alike,
 * and the interval too narrow for what another time would show. The finding is of all runs together, and stands once for each; none
 * below 5. Index builds from 5 on are looked at by their medians, as everywhere. Few repetitions show strong dependence only.
 */
export function steady(runs: readonly TimedValue[], figure: string): Finding[] {
  const values = independentValues([...runs].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)));
  if (values.length < fewestUnits || !values.every(Number.isFinite)) return [];
  const { lagOne, p } = serialOrder(values);
  const dependent = p < unlikely;
  const seen = `lag-one autocorrelation ${lagOne.toFixed(2)} of the ${figure} of ${values.length}, p ${p.toFixed(3)}`;
  const finding: Finding = {
    check: 'steady',
    verdict: dependent ? 'warn' : 'pass',
    numbers: { runs: runs.length, values: values.length, lagOne, p },
    advice: dependent
      ? `repetitions that follow each other are alike (${seen}): the machine may have drifted meanwhile, and intervals are then too narrow ` +
        'for what another time would show; spread the repetitions over a longer time, or over several runs'
      : `repetitions that follow each other are no more alike than others (${seen})`,
  };
  return runs.map(() => finding);
}
