import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { three, whole } from '../format';
import { axis, config, faded, font, neutral } from '../theme';
import { chartLayout } from './chart-layout';

/** Counts between edges; one edge more than counts. */
export interface Bins {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

export interface HistogramSeries extends Bins {
  readonly name: string;
  readonly median?: number;
}

export interface HistogramChart {
  readonly title: string;
  readonly subtitle: readonly string[];
  /** Title of the x axis with its unit. */
  readonly x: string;
  /** What is counted, for the y axis: `vectors`. */
  readonly of: string;
  readonly series: readonly HistogramSeries[];
  readonly takeaway?: string;
}

interface Drawn {
  readonly series: HistogramSeries;
  readonly colour: string;
  /** Shares for each unit of x: bins of unlike widths cannot be compared by their shares. */
  readonly density: boolean;
}

/** Okabe and Ito's colours that no engine of the lab's figures needs here. */
const colours = ['#0072B2', '#E69F00', '#009E73', '#CC79A7'];

/** Histograms over each other from zero, as shares of their own totals, with the medians marked. */
export function histogramChart(chart: HistogramChart): Figure {
  const takeaway = chart.takeaway ?? chart.series.map(described).join(' ');
  const several = chart.series.length > 1;
  const drawn = chart.series.map((series, i): Drawn => ({ series, colour: colourOf(i), density: several }));
  return {
    data: drawn.map(steps),
    layout: {
      ...chartLayout({
        title: chart.title,
        subtitle: chart.subtitle,
        xaxis: axis(chart.x, {}),
        yaxis: axis(several ? `% of ${chart.of} for each unit of x` : `% of ${chart.of} in the bin`, {
          rangemode: 'tozero',
        }),
        annotations: several ? [] : drawn.flatMap(medianLabel),
      }),
      shapes: drawn.flatMap(medianLine),
      showlegend: several,
      legend: {
        orientation: 'h',
        x: 0,
        xanchor: 'left',
        y: 1,
        yanchor: 'bottom',
        bgcolor: 'rgba(0,0,0,0)',
        font: font(12),
      },
    },
    config,
    text: [`${chart.title}.`, `${chart.subtitle.join(' · ')}.`, takeaway].join(' '),
  };
}

const described = ({ name, counts, edges, median }: HistogramSeries): string =>
  `${name}: ${whole(counts.reduce((a, b) => a + b, 0))} from ${three(edges[0] ?? NaN)} to ${three(edges.at(-1) ?? NaN)}` +
  `${median === undefined ? '' : `, median ${three(median)}`}.`;

const colourOf = (i: number): string => colours[i % colours.length] ?? neutral.ink;

/** Steps rather than bars, so that two histograms with other edges can lie over each other. */
function steps({ series: { name, edges, counts, median }, colour, density }: Drawn): PlotlyObject {
  const total = counts.reduce((a, b) => a + b, 0);
  const shares = counts.map((count) => (100 * count) / total);
  // Equal numbers make one bin without width; its share stands as it is.
  const heights = shares.map((share, b) => (density ? share / ((edges[b + 1] ?? 0) - (edges[b] ?? 0) || 1) : share));
  const bins = shares.map(
    (share, b) => `${three(edges[b] ?? NaN)} to ${three(edges[b + 1] ?? NaN)}: ${three(share)} %`,
  );
  return {
    type: 'scatter',
    mode: 'lines',
    name: escapeHtml(median === undefined ? name : `${name}, median ${three(median)}`),
    x: [edges[0], ...edges, edges.at(-1)],
    y: [0, ...heights, heights.at(-1), 0],
    line: { shape: 'hv', color: colour, width: 1.5 },
    fill: 'tozeroy',
    fillcolor: faded(colour, 0.25),
    customdata: ['', ...bins, bins.at(-1), ''].map((bin) => `<b>${escapeHtml(name)}</b><br>${bin ?? ''}`),
    hovertemplate: '%{customdata}<extra></extra>',
  };
}

const medianLine = ({ series: { median }, colour }: Drawn): PlotlyObject[] =>
  median === undefined
    ? []
    : [
        {
          type: 'line',
          x0: median,
          x1: median,
          y0: 0,
          y1: 1,
          yref: 'paper',
          line: { color: colour, width: 1, dash: 'dash' },
        },
      ];

const medianLabel = ({ series: { median }, colour }: Drawn): PlotlyObject[] =>
  median === undefined
    ? []
    : [
        {
          text: `median ${three(median)}`,
          x: median,
          y: 1,
          yref: 'paper',
          yanchor: 'bottom',
          showarrow: false,
          font: font(12, colour),
        },
      ];
