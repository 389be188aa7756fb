import { groupBy } from '../../analysis/by-setting';
import { settingKey } from '../../analysis/setting-key';
import { withNames } from '../../analysis/setting-name';
import type { MeasuredSummary, Summary } from '../../analysis/summary';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { three, withInterval } from '../format';
import { axis, config, engineColour, faded, figureHeight, font, neutral } from '../theme';
import { chartLayout } from './chart-layout';
import { errorBars } from './error-bars';
import { endsOf, logAxis, logRange } from './log-axis';
import { missingLines } from './missing-lines';
import { onePanel } from './one-panel';
import type { ChartOptions } from './recall-rate-chart';
import { buildsSubtitle } from './subtitle';

const title = 'Filling: vectors per second, acknowledged and searchable';
const rowHeight = 34;

/**
 * How fast each engine takes vectors: a hollow mark where they are acknowledged, a full one where all can be found, with 95 %
 * intervals over index builds. One row for each engine and how it was built, the fastest to be searchable on top. Summaries of one dataset and k.
 * @throws LabError `nothing-measured`, `several-panels`.
 */
export function ingestChart(summaries: readonly Summary[], options: ChartOptions = {}): Figure {
  const panel = onePanel(summaries, 'ingestChart');
  const rows = onePerIndex(panel.measured);
  const all = rows.flatMap(({ indexing }) => [indexing.acknowledgedRate, indexing.rate]);
  const range = logRange(all.flatMap(endsOf), 1.3);
  const below = [...buildsSubtitle(panel, panel.measured, options.machine), 'acknowledged ○', 'searchable ●'];
  const layout = chartLayout({
    title,
    subtitle: below,
    left: Math.max(...rows.map(({ engine }) => engine.title.length)) * 7 + 24,
    missing: missingLines(panel.missing),
    xaxis: logAxis('vectors per second (logarithmic)', range),
    yaxis: axis('', {
      tickvals: rows.map((_, i) => i),
      ticktext: rows.map(({ engine }) => escapeHtml(engine.title)),
      range: [-0.6, rows.length - 0.4],
      automargin: true,
    }),
  });
  // As high as its rows need: twelve engines in the height of three would run into each other.
  const height = (layout.height as number) - figureHeight + Math.max(260, rows.length * rowHeight + 150);
  return {
    data: rows.flatMap((row, i) => [connector(row, i), marks(row, i, false), marks(row, i, true)]),
    layout: { ...layout, height },
    config,
    text: `${title}. ${below.join(' · ')}. ${[...rows].reverse().map(sentence).join(' ')}`,
  };
}

/** Settings that differ in how they search share their indexes; the slowest to be searchable comes first, at the bottom. */
function onePerIndex(measured: readonly MeasuredSummary[]): MeasuredSummary[] {
  const first = groupBy(measured, (one) => settingKey(one, { search: null, workload: null })).map(([one]) => one);
  return withNames(first).sort((a, b) => a.indexing.rate.value - b.indexing.rate.value);
}

const connector = ({ engine, indexing }: MeasuredSummary, y: number): PlotlyObject => ({
  type: 'scatter',
  mode: 'lines',
  x: [indexing.rate.value, indexing.acknowledgedRate.value],
  y: [y, y],
  line: { color: faded(engineColour(engine.mark.colour), 0.5), width: 2 },
  hoverinfo: 'skip',
  showlegend: false,
});

function marks({ engine, indexing }: MeasuredSummary, y: number, full: boolean): PlotlyObject {
  const estimate = full ? indexing.rate : indexing.acknowledgedRate;
  const colour = engineColour(engine.mark.colour);
  const word = full ? 'searchable' : 'acknowledged';
  return {
    type: 'scatter',
    mode: full ? 'markers+text' : 'markers',
    x: [estimate.value],
    y: [y],
    error_x: errorBars([estimate], colour),
    marker: { color: full ? colour : neutral.paper, symbol: 'circle', size: 10, line: { color: colour, width: 2 } },
    ...(full && { text: [three(estimate.value)], textposition: 'bottom center', textfont: font(11, neutral.muted) }),
    cliponaxis: false,
    customdata: [`<b>${escapeHtml(engine.title)}</b><br>${word}: ${withInterval(estimate)} vectors/s`],
    hovertemplate: '%{customdata}<extra></extra>',
    showlegend: false,
  };
}

const sentence = ({ engine, indexing }: MeasuredSummary): string =>
  `${engine.title}: acknowledged ${withInterval(indexing.acknowledgedRate)}, searchable ${withInterval(indexing.rate)} vectors/s.`;
