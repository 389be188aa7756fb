import type { DriftFigure, EnduranceRun, EnduranceSummary, SliceValues } from '../../analysis/endurance-summary';
import { driftFigures, levelText } from '../drift-text';
import { escapeHtml } from '../escape';
import type { PlotlyObject } from '../figure';
import { three, whole } from '../format';
import { engineColour, faded, neutral } from '../theme';

/** Where a panel's traces are drawn, and its unit of time. */
export interface PanelPlace {
  readonly x: string;
  readonly y: string;
  readonly perHour: number;
  readonly unit: string;
}

export function latencyTraces(summary: EnduranceSummary, place: PanelPlace & { readonly top: number }): PlotlyObject[] {
  const strong = summary.runs.length === 1;
  return summary.runs.flatMap((run) => [
    ...(['p50', 'p99'] as const).flatMap((which) => [
      line(summary, run, which, place, strong),
      ...trend(run, which, place),
    ]),
    failures(summary, run, place),
  ]);
}

export const memoryTraces = (summary: EnduranceSummary, place: PanelPlace): PlotlyObject[] =>
  summary.runs.flatMap((run) => [
    line(summary, run, 'memory', place, summary.runs.length === 1),
    ...trend(run, 'memory', place),
  ]);

const hoursOf = (slice: SliceValues, figure: DriftFigure): number =>
  figure === 'memory' ? slice.endHours : slice.middleHours;

function line(
  summary: EnduranceSummary,
  run: EnduranceRun,
  figure: DriftFigure,
  place: PanelPlace,
  strong: boolean,
): PlotlyObject {
  const { colour: own, symbol } = summary.engine.mark;
  const colour = faded(engineColour(own), strong ? 1 : 0.6);
  const { name, factor } = driftFigures[figure];
  const hollow = figure === 'p50';
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: escapeHtml(`${summary.engine.title}, ${name}`),
    xaxis: place.x,
    yaxis: place.y,
    x: run.slices.map((slice) => hoursOf(slice, figure) * place.perHour),
    // A slice without the figure, or with that of a failed request, is a gap.
    y: run.slices.map((slice) => (Number.isFinite(slice[figure]) ? (slice[figure] as number) * factor : null)),
    cliponaxis: false,
    line: { color: colour, width: figure === 'p99' || figure === 'memory' ? 1.5 : 1.1 },
    marker: { color: colour, symbol: hollow ? `${symbol}-open` : symbol, size: 5 },
    customdata: run.slices.map((slice, at) =>
      [
        `<b>${escapeHtml(summary.engine.title)}</b>, run ${run.repetition + 1}, slice ${at + 1}`,
        `${name} ${levelText(slice[figure] ?? NaN, figure)}, ${whole(slice.failed)} of ${whole(slice.requests)} failed`,
        ...(slice.cores === undefined ? [] : [`the engine kept ${three(slice.cores)} cores busy`]),
      ].join('<br>'),
    ),
    hovertemplate: '%{customdata}<extra></extra>',
    showlegend: false,
  };
}

/** Where a drift is shown: the slope through the middle of the slices, or the levels before and after the change. */
function trend(run: EnduranceRun, figure: DriftFigure, place: PanelPlace): PlotlyObject[] {
  const drift = run.drifts[figure];
  if (drift.state !== 'judged' || drift.verdict === 'no drift shown') return [];
  const { factor } = driftFigures[figure];
  // Over many points: on a logarithmic axis a straight slope is bent.
  const steps = Array.from({ length: 41 }, (_, i) => (i / 40) * drift.hours);
  const levelAt = (hours: number): number => {
    if (drift.by !== 'change') return drift.median + drift.perHour.value * (hours - drift.hours / 2);
    const { from, before, after } = drift.change;
    return hours * run.slices.length < from * drift.hours ? before : after;
  };
  return [
    {
      type: 'scatter',
      mode: 'lines',
      xaxis: place.x,
      yaxis: place.y,
      x: steps.map((hours) => hours * place.perHour),
      y: steps.map((hours) => levelAt(hours) * factor).map((y) => (y > 0 && y < Infinity ? y : null)),
      line: { color: neutral.ink, width: 1.5, dash: 'dash' },
      hoverinfo: 'skip',
      showlegend: false,
    },
  ];
}

function failures(
  summary: EnduranceSummary,
  run: EnduranceRun,
  place: PanelPlace & { readonly top: number },
): PlotlyObject {
  const failed = run.slices.filter((slice) => slice.failed > 0);
  return {
    type: 'scatter',
    mode: 'markers',
    name: escapeHtml(`${summary.engine.title}, failed requests`),
    xaxis: place.x,
    yaxis: place.y,
    x: failed.map(({ middleHours }) => middleHours * place.perHour),
    y: failed.map(() => place.top / 1.15),
    marker: { color: engineColour(summary.engine.mark.colour), symbol: 'x', size: 8 },
    customdata: failed.map(
      (slice) =>
        `${whole(slice.failed)} of ${whole(slice.requests)} requests failed (${Object.keys(run.errors).map(escapeHtml).join(', ')} in the run)`,
    ),
    hovertemplate: '%{customdata}<extra></extra>',
    showlegend: false,
  };
}
