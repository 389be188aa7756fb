import type { Objective } from '../results/objective';
import { fewestUnits, type Estimate } from './estimate';

export interface ObjectiveVerdict {
  readonly objective: Objective;
  /** `met` and `missed` are said only where the whole interval says so; `not shown` between them. */
  readonly state: 'met' | 'missed' | 'not shown' | 'not measured';
  /** What it was held against; absent where it was not measured, or has no end, as a percentile among failed requests. */
  readonly estimate?: Estimate;
  /** Room to the limit, of the value and of the interval's worse end: above 0 within it; and figure ÷ limit. */
  readonly margin?: {
    readonly absolute: number;
    readonly ratio: number;
    readonly worst: { readonly absolute: number; readonly ratio: number };
  };
  readonly why: string;
}

/** What can be said of an objective whose figure there is not. */
export type NoFigure = Pick<ObjectiveVerdict, 'why'> & { readonly state: Exclude<ObjectiveVerdict['state'], 'met'> };

/** Holds an estimate, or what can be said without one, against an objective. */
export function judgeObjective(objective: Objective, figure: Estimate | NoFigure): ObjectiveVerdict {
  if ('why' in figure) return { objective, ...figure };
  if (Number.isNaN(figure.value)) return { objective, state: 'not measured', why: `${objective.metric} has no value` };
  const { value, low, high, n, unit } = figure;
  const most = 'atMost' in objective;
  const limit = most ? objective.atMost : objective.atLeast;
  const room = (at: number) => ({ absolute: most ? limit - at : at - limit, ratio: at / limit });
  const [worse, better] = most ? [high, low] : [low, high];
  const judged = {
    objective,
    estimate: figure,
    margin: { ...room(value), worst: room(worse) },
  };
  const asked = `${most ? 'at most' : 'at least'} ${limit}`;
  if (Number.isNaN(low) || Number.isNaN(high)) {
    const lacking = n < fewestUnits ? `it takes ${fewestUnits}` : 'they differ too much';
    const why = `${asked} asked, ${short(value)} measured: no interval of ${n} ${unit}, ${lacking}`;
    return { ...judged, state: 'not shown', why };
  }
  const interval = `the interval from ${short(low)} to ${short(high)}`;
  if (room(worse).absolute >= 0) return { ...judged, state: 'met', why: `${asked} asked: ${interval} keeps it` };
  if (room(better).absolute < 0) return { ...judged, state: 'missed', why: `${asked} asked: ${interval} is beyond it` };
  return { ...judged, state: 'not shown', why: `${asked} asked: ${interval} holds it` };
}

/** Digits that a reader can use; the figures themselves are whole. */
const short = (value: number): number => Number(value.toPrecision(4));
