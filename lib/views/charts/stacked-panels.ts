import type { Estimate } from '../../analysis/estimate';
import type { MeasuredSummary, MissingSummary } from '../../analysis/summary';
import { escapeHtml } from '../escape';
import type { PlotlyObject } from '../figure';
import { whole } from '../format';
import { engineColour } from '../theme';
import { chartLayout, plotHeight } from './chart-layout';
import { endLabels } from './end-labels';
import { errorBars } from './error-bars';
import { endsOf, logAxis, logRange } from './log-axis';
import { missingLines } from './missing-lines';

/** A line of settings over a logarithmic axis: its rate in the upper panel, a latency in the lower. */
export interface StackedLine {
  readonly name: string;
  /** Stands under the name at the line's end. */
  readonly second?: string;
  readonly settings: readonly [MeasuredSummary, ...MeasuredSummary[]];
  readonly x: (setting: MeasuredSummary) => number;
  readonly latency: 'p50' | 'p99';
  readonly hover: (setting: MeasuredSummary) => string;
}

export interface Stacked {
  readonly title: string;
  readonly subtitle: readonly string[];
  readonly xTitle: string;
  readonly lines: readonly StackedLine[];
  readonly missing: readonly MissingSummary[];
  /** What else is drawn in the upper panel, and must find room in it. */
  readonly rates?: readonly number[];
  readonly notes?: readonly { text: string; full: string }[];
}

/** Shares of the height: the latency below, the rate above. */
const [lowerEnds, upperBegins] = [0.42, 0.54];

export const lineColour = ({ settings: [{ engine }] }: Pick<StackedLine, 'settings'>): string =>
  engineColour(engine.mark.colour);

/** Two panels one above the other, of rate and latency, over one logarithmic axis. */
export function stackedLayout({
  title,
  subtitle,
  xTitle,
  lines,
  missing,
  rates = [],
  notes = [],
}: Stacked): PlotlyObject {
  const sizes = [...new Set(lines.flatMap(({ settings, x }) => settings.map(x)))].sort((a, b) => a - b);
  const upper = logRange(
    [...rates, ...lines.flatMap(({ settings }) => settings.flatMap(({ qps }) => endsOf(qps)))],
    1.25,
  );
  const lower = logRange(
    lines.flatMap((line) => latencies(line).flatMap(({ estimate }) => endsOf(estimate))),
    1.25,
  );
  const ends = lines.map(({ name, second, settings, x }) => {
    const last = settings.at(-1) ?? settings[0];
    const colour = lineColour({ settings });
    return { name, ...(second !== undefined && { second }), colour, x: x(last), y: last.qps.value, logX: true };
  });
  const layout = chartLayout({
    title,
    subtitle,
    labels: ends.flatMap(({ name, second = '' }) => [name, second]),
    missing: [...missingLines(missing), ...notes],
    xaxis: logAxis(xTitle, logRange(sizes, 1.12), { anchor: 'y2', tickvals: sizes, ticktext: sizes.map(whole) }),
    yaxis: logAxis('answers a second (log)', upper, { domain: [upperBegins, 1], anchor: 'x' }),
    annotations: endLabels(ends, upper, plotHeight * (1 - upperBegins)),
  });
  return {
    ...layout,
    yaxis2: logAxis(`${lines[0]?.latency ?? 'p99'}, ms (log)`, lower, { domain: [0, lowerEnds], anchor: 'x' }),
  };
}

/** The points of a line with their intervals, in both panels. */
export const stackedTraces = (line: StackedLine): PlotlyObject[] => [
  trace(
    line,
    'y',
    line.settings.map((setting) => ({ setting, estimate: setting.qps })),
  ),
  trace(line, 'y2', latencies(line)),
];

interface Point {
  readonly setting: MeasuredSummary;
  readonly estimate: Estimate;
}

const latencies = ({ settings, latency }: StackedLine): Point[] =>
  settings.flatMap((setting) => {
    const estimate = setting.latency[latency];
    return estimate ? [{ setting, estimate }] : [];
  });

function trace(line: StackedLine, yaxis: 'y' | 'y2', points: readonly Point[]): PlotlyObject {
  const colour = lineColour(line);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: escapeHtml(line.name),
    yaxis,
    x: points.map(({ setting }) => line.x(setting)),
    y: points.map(({ estimate }) => estimate.value),
    error_y: errorBars(
      points.map(({ estimate }) => estimate),
      colour,
    ),
    line: { color: colour, width: 1.75 },
    marker: { color: colour, symbol: line.settings[0].engine.mark.symbol, size: 8 },
    cliponaxis: false,
    customdata: points.map(({ setting }) => line.hover(setting)),
    hovertemplate: '%{customdata}<extra></extra>',
    showlegend: false,
  };
}
