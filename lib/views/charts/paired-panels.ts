import { groupBy } from '../../analysis/by-setting';
import type { Estimate } from '../../analysis/estimate';
import type { Panel } from '../../analysis/panels';
import { settingKey } from '../../analysis/setting-key';
import { clientsFeature, efFeature, settingName } from '../../analysis/setting-name';
import type { ClosedWorkload, MeasuredSummary } from '../../analysis/summary';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { config, engineColour } from '../theme';
import { chartLayout, plotHeight } from './chart-layout';
import { endLabels } from './end-labels';
import { errorBars } from './error-bars';
import type { Range } from './log-axis';
import { missingLines } from './missing-lines';
import { subtitle } from './subtitle';

type Setting = MeasuredSummary<ClosedWorkload>;

/** Settings of one engine, ef and number of clients. */
export interface PairedLine<S extends Setting> {
  readonly name: string;
  readonly settings: readonly [S, ...S[]];
}

/** Lines of settings that differ in these members of the workload alone. */
export const pairedLines = <S extends Setting>(
  measured: readonly S[],
  along: { readonly [member: string]: null },
): PairedLine<S>[] =>
  groupBy(measured, (one) => settingKey(one, { workload: { ...one.workload, ...along } })).map((settings) => ({
    settings,
    name: settingName(settings[0], measured, [efFeature, clientsFeature]),
  }));

export interface Paired<S extends Setting> {
  readonly title: string;
  readonly panel: Panel<S>;
  readonly machine?: string | undefined;
  readonly lines: readonly PairedLine<S>[];
  readonly x: (setting: S, line: number) => number;
  readonly upper: (setting: S) => Estimate | undefined;
  readonly lower: (setting: S) => Estimate | undefined;
  readonly axes: { readonly x: PlotlyObject; readonly upper: PlotlyObject; readonly lower: PlotlyObject };
  /** Where the lines' names stand, at the right ends of their rates. */
  readonly rates: {
    readonly axis: 'y' | 'y2';
    readonly domain: readonly [number, number];
    readonly range: Range;
    readonly x: (last: S) => number;
  };
  /** Pixels beyond the height of a figure with one panel. */
  readonly higher: number;
  readonly hover: (setting: S, name: string) => string;
  /** A point of a line in words. */
  readonly words: (setting: S) => string;
}

/** Two panels one above the other over one logarithmic axis, both with a point of each setting and its 95 % interval. */
export function pairedChart<S extends Setting>(chart: Paired<S>): Figure {
  const { title, panel, lines, axes, rates, higher, words } = chart;
  const below = subtitle(panel, panel.measured, chart.machine);
  const ends = lines.map(({ name, settings }) => {
    const last = settings.at(-1) ?? settings[0];
    return { name, colour: colourOf(last), x: rates.x(last), y: last.qps.value, logX: true };
  });
  const height = (plotHeight + higher) * (rates.domain[1] - rates.domain[0]);
  const layout = chartLayout({
    title,
    subtitle: below,
    labels: lines.map(({ name }) => name),
    missing: missingLines(panel.missing),
    xaxis: { ...axes.x, anchor: 'y2' },
    yaxis: axes.upper,
    annotations: endLabels(ends, rates.range, height).map((label) => ({ ...label, yref: rates.axis })),
  });
  const sentences = lines.map(({ name, settings }) => `${name}: ${settings.map(words).join('; ')}.`);
  return {
    data: lines.flatMap((line, i) => [trace(chart, line, i, 'y'), trace(chart, line, i, 'y2')]),
    layout: { ...layout, yaxis2: axes.lower, height: (layout.height as number) + higher },
    config,
    text: `${title}. ${below.join(' · ')}. ${sentences.join(' ')}`,
  };
}

const colourOf = ({ engine }: Setting): string => engineColour(engine.mark.colour);

function trace<S extends Setting>(
  { x, upper, lower, hover }: Paired<S>,
  { name, settings }: PairedLine<S>,
  at: number,
  yaxis: 'y' | 'y2',
): PlotlyObject {
  const [{ engine, clients }] = settings;
  const colour = colourOf(settings[0]);
  const known = settings.flatMap((setting) => {
    const estimate = (yaxis === 'y' ? upper : lower)(setting);
    return estimate ? [{ setting, estimate }] : [];
  });
  const estimates = known.map(({ estimate }) => estimate);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: escapeHtml(name),
    x: known.map(({ setting }) => x(setting, at)),
    y: estimates.map(({ value }) => value),
    yaxis,
    error_y: errorBars(estimates, colour),
    line: { color: colour, width: 1.75, dash: clients === 1 ? 'solid' : 'dot' },
    marker: { color: colour, symbol: engine.mark.symbol, size: 8 },
    cliponaxis: false,
    customdata: known.map(({ setting }) => hover(setting, name)),
    hovertemplate: '%{customdata}<extra></extra>',
    showlegend: false,
  };
}
