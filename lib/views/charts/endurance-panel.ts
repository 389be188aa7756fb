import type { Drift } from '../../analysis/drift';
import type { DriftFigure, EnduranceRun, EnduranceSummary, SliceValues } from '../../analysis/endurance-summary';
import { changeOver, driftFigures, signed } from '../drift-text';
import { three } from '../format';
import type { Range } from './log-axis';

/** Of all latencies drawn, the same for every engine. */
export function latencyRange(measured: readonly EnduranceSummary[]): Range {
  const all = slicesOf(measured).flatMap(({ p50 = [], p99 = [] }) => [p50, p99].flat().filter(Number.isFinite));
  return all.length > 0 ? { from: Math.min(...all) / 1.3, to: Math.max(...all) * 1.6 } : { from: 1, to: 10 };
}

/** Of one engine: at least a fifth of its level, so that a few pages more look like what they are. */
export function memoryRange(summary: EnduranceSummary): Range | undefined {
  const all = slicesOf([summary])
    .flatMap(({ memory = [] }) => memory)
    .map((bytes) => bytes * driftFigures.memory.factor);
  if (all.length === 0) return undefined;
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = Math.max((high - low) * 0.1, (0.2 * high - (high - low)) / 2);
  return { from: low - room, to: high + room };
}

const slicesOf = (measured: readonly EnduranceSummary[]): SliceValues[] =>
  measured.flatMap(({ runs }) => runs.flatMap(({ slices }) => slices));

/** What a panel's figures do, over its runs: `p50 no drift shown · p99 +3.2 ms`. */
export const driftTitle = ({ runs }: EnduranceSummary, figures: readonly DriftFigure[]): string =>
  figures.map((figure) => `${driftFigures[figure].name} ${overRuns(runs, figure)}`).join(' · ');

function overRuns(runs: readonly EnduranceRun[], figure: DriftFigure): string {
  const drifts = runs.map((run) => run.drifts[figure]);
  const [only] = drifts;
  if (drifts.length === 1 && only) return said(only, figure);
  const of = (verdict: string): number => drifts.filter((one) => verdictOf(one) === verdict).length;
  const told = ['rises', 'falls', 'no drift shown', 'not available'].filter((verdict) => of(verdict) > 0);
  return told
    .map((verdict) => (of(verdict) === runs.length ? verdict : `${verdict} in ${of(verdict)} of ${runs.length}`))
    .join(', ');
}

const verdictOf = (drift: Drift): string => (drift.state === 'judged' ? drift.verdict : drift.state);

/** Without its interval, for which the panel has no room: the sentences and the table have it. */
function said(drift: Drift, figure: DriftFigure): string {
  if (drift.state !== 'judged' || drift.verdict === 'no drift shown') return verdictOf(drift);
  const { unit, factor } = driftFigures[figure];
  if (drift.by !== 'change') return `${signed(changeOver(drift, figure).value)} ${unit}`;
  const [before, after] = [drift.change.before, drift.change.after].map((level) =>
    level === Infinity ? 'failed' : `${three(level * factor)} ${unit}`,
  );
  return `${before} → ${after}`;
}
