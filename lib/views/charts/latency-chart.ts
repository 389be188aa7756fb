import { picksAt } from '../../analysis/picks';
import type { CurvePoint } from '../../analysis/percentiles';
import { seriesOf } from '../../analysis/series';
import type { MeasuredSummary, Summary } from '../../analysis/summary';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { percent, withInterval } from '../format';
import { latencySentences, withEf } from '../latency-takeaway';
import { config, engineColour, faded } from '../theme';
import { chartLayout } from './chart-layout';
import { endLabels, type LineEnd } from './end-labels';
import { endsOf, logAxis, logRange } from './log-axis';
import { missingLines } from './missing-lines';
import { onePanel } from './one-panel';
import type { ChartOptions } from './recall-rate-chart';
import { subtitle } from './subtitle';

export interface LatencyChartOptions extends ChartOptions {
  /** Shows of each line the fastest setting of at least this recall; else the highest that all lines reach. */
  readonly recall?: number;
  /** Shows every setting instead of one of each line. */
  readonly all?: boolean;
}

/** A setting and what tells it from the others drawn. */
interface Drawn {
  readonly name: string;
  readonly setting: MeasuredSummary;
}

/**
 * Latency as a percentile curve, from the median as far as the samples carry, 95 % intervals as bands: of each engine
 * and number of clients one setting, chosen at equal recall. Summaries of one dataset and k.
 * @throws LabError `nothing-measured`, `several-panels`.
 */
export function latencyChart(summaries: readonly Summary[], options: LatencyChartOptions = {}): Figure {
  const panel = onePanel(summaries, 'latencyChart');
  const { drawn, chosen } = choose(panel.measured, options);
  const ends = drawn.flatMap(lineEnd);
  const range = logRange(
    drawn.flatMap(({ setting }) => setting.curve.flatMap(({ ms }) => endsOf(ms))),
    1.12,
  );
  const farthest = Math.max(10, ...drawn.flatMap(({ setting }) => setting.curve.map(beyond)));
  const title = 'Latency of one query, by percentile';
  const below = [
    ...subtitle(
      panel,
      drawn.map(({ setting }) => setting),
      options.machine,
    ),
    ...(chosen ? [chosen] : []),
  ];
  return {
    data: drawn.flatMap(({ name, setting }) => [band(setting), line(name, setting)]),
    layout: chartLayout({
      title,
      subtitle: below,
      labels: ends.map(({ name }) => name),
      missing: missingLines(panel.missing),
      xaxis: logAxis(
        'share of queries answered within the time (tail stretched)',
        { from: 2, to: farthest * 1.05 },
        {
          tickvals: [2, 4, 10, 20, 100, 1000, 10_000, 100_000],
          ticktext: ['50 %', '75 %', '90 %', '95 %', '99 %', '99.9 %', '99.99 %', '99.999 %'],
        },
      ),
      yaxis: logAxis('milliseconds (logarithmic)', range),
      annotations: endLabels(ends, range),
    }),
    config,
    text: `${title}. ${below.join(' · ')}. ${latencySentences(drawn.map(({ setting }) => setting)).join(' ')}`,
  };
}

function choose(measured: readonly MeasuredSummary[], { recall, all }: LatencyChartOptions) {
  const lines = seriesOf(measured);
  if (all) {
    return {
      drawn: lines.flatMap(({ name, settings }) =>
        settings.map((setting) => ({ name: withEf(name, setting), setting })),
      ),
    };
  }
  const { target, picks } = picksAt(lines, recall);
  return {
    drawn: picks.map(({ series, setting }) => ({ name: withEf(series.name, setting), setting })),
    chosen: target === undefined ? 'each at its highest recall' : `each at its fastest setting of recall ≥ ${target}`,
  };
}

const beyond = ({ share }: CurvePoint): number => 1 / (1 - share);
const colourOf = ({ engine }: MeasuredSummary): string => engineColour(engine.mark.colour);

/** The interval as one closed shape: along the lower ends and back along the upper ones. */
function band(setting: MeasuredSummary): PlotlyObject {
  const bounded = setting.curve.filter(({ ms }) => Number.isFinite(ms.low) && Number.isFinite(ms.high));
  const back = [...bounded].reverse();
  return {
    type: 'scatter',
    mode: 'lines',
    x: [...bounded, ...back].map(beyond),
    y: [...bounded.map(({ ms }) => ms.low), ...back.map(({ ms }) => ms.high)],
    fill: 'toself',
    fillcolor: faded(colourOf(setting), 0.2),
    line: { width: 0 },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

function line(name: string, setting: MeasuredSummary): PlotlyObject {
  return {
    type: 'scatter',
    mode: 'lines',
    name: escapeHtml(name),
    x: setting.curve.map(beyond),
    y: setting.curve.map(({ ms }) => ms.value),
    line: { color: colourOf(setting), width: 2, dash: setting.clients === 1 ? 'solid' : 'dot' },
    customdata: setting.curve.map(
      ({ share, ms }) => `<b>${escapeHtml(name)}</b><br>${percent(share)} within ${withInterval(ms)} ms`,
    ),
    hovertemplate: '%{customdata}<extra></extra>',
    showlegend: false,
  };
}

function lineEnd({ name, setting }: Drawn): LineEnd[] {
  const end = setting.curve.at(-1);
  return end ? [{ name, colour: colourOf(setting), x: beyond(end), y: end.ms.value, logX: true }] : [];
}
