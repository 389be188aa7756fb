import { decimals } from '../base/decimals';
import { fewestUnits, withoutInterval, type Estimate } from './estimate';
import { highestOf, type LogFigure, logFigure, logRatio } from './highest-of';
import { runsOfSetting, thereAre } from './plural';
import { ratioOfMedians } from './ratio-of-medians';
import { heightOf, type ScalePoint } from './scale-point';

/** Where more clients stop adding to the rate, or why it cannot be said. */
export type SaturationKnee =
  | {
      /** `not reached`: the rate still grows at the last point; `not shown`: the runs don't tell. */
      readonly state: 'reached' | 'not reached' | 'not shown';
      /** Clients beyond which requests must queue; if not reached, a lower bound. */
      readonly clients: Estimate;
      /** The highest median rate, and the clients it was measured at. */
      readonly rate: Estimate;
      readonly rateAt: number;
      /** What the last doubling of clients multiplied the rate by. */
      readonly growth: { readonly from: number; readonly to: number; readonly perDoubling: Estimate };
      readonly why: string;
    }
  | { readonly state: 'not available'; readonly why: string };

/** A doubling of clients that adds less than a tenth to the rate adds next to nothing but queue. */
export const growthLimit = 1.1;

/**
 * The saturation point of a closed loop, by its asymptotes: the rate cannot exceed n times that of one client, nor the
 * capacity; the lines meet at capacity / rate of one client (P. J. Denning, J. P. Buzen, "The operational analysis of
 * queueing network models", ACM Computing Surveys 10, 1978). Not Kneedle (Satopää 2011), which scales the curve by the range
 * that was measured and so moves its knee when the sweep goes on; not Gunther's scalability law, whose best number of clients
 * exists only where the rate falls again. The capacity is the highest median measured, which noise flatters a little; the
 * intervals are of the highest there is ({@link highestOf}). Simulated with 5 runs that vary by 5 % and 5 points on the plateau they
 * hold the truth in 96 to 100 %, where those of the highest median did in 84 to 90 %.
 * `points`: rate of each run, at each number of clients.
 */
export function saturationKnee(points: readonly ScalePoint[]): SaturationKnee {
  const rising = [...points].sort((a, b) => a.x - b.x);
  const why = lacking(rising);
  if (why !== undefined) return { state: 'not available', why };
  const [one, ...others] = rising as [ScalePoint, ...ScalePoint[]];
  const last = rising.at(-1) as ScalePoint;
  const before = rising.filter(({ x }) => x <= last.x / 2).at(-1) as ScalePoint;
  const best = rising.reduce((a, b) => (heightOf(b) > heightOf(a) ? b : a));
  const ratio = ratioOfMedians(last.runs, before.runs);
  if ('why' in ratio) return { state: 'not available', why: ratio.why };
  const perDoubling = toPower(ratio, 1 / Math.log2(last.x / before.x));
  const state = stateOf(perDoubling);
  return {
    state,
    clients: atLeastOne(
      highest(
        heightOf(best) / heightOf(one),
        others.map(({ runs }) => logRatio(runs, one.runs)),
        rising,
      ),
    ),
    rate: highest(
      heightOf(best),
      rising.map(({ runs }) => logFigure(runs)),
      rising,
    ),
    rateAt: best.x,
    growth: { from: before.x, to: last.x, perDoubling },
    why: reason(state, perDoubling, `from ${before.x} to ${last.x} clients`),
  };
}

/** The capacity is one client's at least. */
const atLeastOne = (clients: Estimate): Estimate => ({ ...clients, low: Math.max(1, clients.low) });

function lacking(rising: readonly ScalePoint[]): string | undefined {
  const bad = rising.find(({ runs }) => runs.length === 0 || !runs.every(({ value }) => value > 0 && value < Infinity));
  if (bad) return `a run with ${bad.x} clients has no rate`;
  const twice = rising.find(({ x }, i) => x === rising[i + 1]?.x);
  if (twice) return `${twice.x} clients are given twice: put their runs together`;
  if (rising[0]?.x !== 1) return 'the rate of one client was not measured';
  return rising.length < 3 ? `it takes 3 numbers of clients, ${thereAre(rising.length)}` : undefined;
}

/** A highest figure with the interval of {@link highestOf}, which the value stands in whatever the runs; none below 5 runs. */
function highest(value: number, figures: readonly LogFigure[], rising: readonly ScalePoint[]): Estimate {
  // What is lacking is runs at one number of clients, not of all together.
  const n = Math.min(...rising.map(({ runs }) => runs.length));
  if (n < fewestUnits) return withoutInterval(value, n, 'runs');
  const { low, high } = highestOf(figures);
  const ends = { low: Math.min(low, value), high: Math.max(high, value) };
  return { value, ...ends, level: 0.95, n, unit: 'runs', method: 't' };
}

const toPower = (estimate: Estimate, power: number): Estimate => ({
  ...estimate,
  value: estimate.value ** power,
  low: estimate.low ** power,
  high: estimate.high ** power,
});

const stateOf = ({ low, high }: Estimate): 'reached' | 'not reached' | 'not shown' =>
  low > growthLimit ? 'not reached' : high < growthLimit ? 'reached' : 'not shown';

function reason(state: 'reached' | 'not reached' | 'not shown', growth: Estimate, where: string): string {
  if (growth.method === 'none') return `${runsOfSetting(growth.n, 'leave')} no interval; it takes ${fewestUnits}`;
  const percents = [growth.low, growth.high].map((factor) => `${decimals((factor - 1) * 100, 1)} %`).join(' to ');
  const grew = `a doubling of clients adds ${percents} ${where}`;
  if (state === 'reached') return grew;
  return `${grew}: ${state === 'not reached' ? 'measure more clients' : 'measure more runs, or more clients'}`;
}
