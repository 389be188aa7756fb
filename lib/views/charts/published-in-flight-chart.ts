import type { InFlight } from '../../analysis/published/in-flight';
import { inFlightLimits } from '../../workload/checks/checks';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { counted, listed, whole } from '../format';
import { config, font, neutral } from '../theme';
import { chartLayout } from './chart-layout';
import { inFlightLabels, inFlightName, inFlightText } from './published-in-flight-labels';
import { logAxis } from './log-axis';
import { logTicks } from './ticks';

/** Okabe and Ito's colours, each with its own mark. */
const looks = {
  fail: { colour: '#D55E00', symbol: 'x', size: 13 },
  agrees: { colour: '#0072B2', symbol: 'circle', size: 10 },
  limit: { colour: '#0072B2', symbol: 'triangle-down-open', size: 13 },
  unlabelled: { colour: '#CC79A7', symbol: 'diamond-open', size: 11 },
  own: { colour: '#009E73', symbol: 'circle-open', size: 8 },
} as const;

const [lowest, highest] = inFlightLimits.warn;
const title = 'Requests in flight: rate × latency, against the clients on the label';

/**
 * What Little's law says was in flight against the clients on the label, both logarithmic, with the line on which they are
 * equal and the band in which the law is taken to hold. `own`: the lab's records, for comparison.
 */
export function inFlightChart(published: readonly InFlight[], own: readonly InFlight[] = []): Figure {
  const all = [...published, ...own];
  const labels = all.flatMap(({ clients }) => clients ?? []);
  const from = Math.min(1, ...labels) / 1.6;
  const to = Math.max(10, ...labels) * 1.6;
  const without = from / 2.2;
  const y = {
    from: Math.min(from, ...all.map(({ inFlight }) => inFlight / 1.6)),
    to: Math.max(to, ...all.map(({ inFlight }) => inFlight * 1.6)),
  };
  const ticks = logTicks(from, to) as { tickvals: number[]; ticktext: string[] };
  const none = published.some(({ clients }) => clients === undefined);
  const subtitle = [
    counted(published.length, 'published row') + ' with rate and latency of the same requests',
    ...(none ? ['◇ no clients on the label'] : []),
    '● by the mean, ✕ contradicts the label',
    '▽ by the p99: about the most',
    'grey: where the law is not called broken',
    ...(own.length > 0 ? [`○ ${counted(own.length, 'record')} of the lab`] : []),
  ];
  return {
    data: [
      band(from, to),
      equal(from, to),
      ...(own.length > 0 ? [marks(own, without, looks.own)] : []),
      ...published.map((point) => marks([point], without, lookOf(point))),
    ],
    layout: chartLayout({
      title,
      subtitle,
      xaxis: logAxis(
        'clients on the label (logarithmic)',
        { from: none ? without / 1.4 : from, to },
        {
          tickvals: [...(none ? [without] : []), ...ticks.tickvals],
          ticktext: [...(none ? ['not stated'] : []), ...ticks.ticktext],
        },
      ),
      yaxis: logAxis('requests in flight, rate × latency (logarithmic)', y),
      annotations: inFlightLabels({ published, own, without: none ? without : undefined, y }),
    }),
    config,
    text: `${title}. ${subtitle.join(' · ')}. ${sentences(published, own)}`,
  };
}

const lookOf = ({ verdict, clients, from }: InFlight) =>
  verdict === 'fail'
    ? looks.fail
    : clients === undefined
      ? looks.unlabelled
      : from === 'p99'
        ? looks.limit
        : looks.agrees;

const marks = (
  points: readonly InFlight[],
  without: number,
  { colour, symbol, size }: (typeof looks)[keyof typeof looks],
): PlotlyObject => ({
  type: 'scatter',
  mode: 'markers',
  x: points.map(({ clients }) => clients ?? without),
  y: points.map(({ inFlight }) => inFlight),
  marker: { color: colour, symbol, size, line: { color: colour, width: 2 } },
  customdata: points.map((point) => `<b>${escapeHtml(inFlightName(point))}</b><br>${wordsOf(point)}`),
  hovertemplate: '%{customdata}<extra></extra>',
  cliponaxis: false,
  showlegend: false,
});

const equal = (from: number, to: number): PlotlyObject => ({
  type: 'scatter',
  mode: 'lines+text',
  x: [from, to / 4, to],
  y: [from, to / 4, to],
  line: { color: neutral.ink, width: 1.5, dash: 'dash' },
  text: ['', 'equal', ''],
  textposition: 'top left',
  textfont: font(12, neutral.muted),
  hoverinfo: 'skip',
  showlegend: false,
});

const band = (from: number, to: number): PlotlyObject => ({
  type: 'scatter',
  mode: 'lines',
  x: [from, to, to, from],
  y: [from * highest, to * highest, to * lowest, from * lowest],
  fill: 'toself',
  fillcolor: neutral.grid,
  line: { width: 0 },
  hoverinfo: 'skip',
  showlegend: false,
});

const wordsOf = (point: InFlight): string =>
  `${inFlightText(point)}; ${point.clients === undefined ? 'no clients on the label' : `${whole(point.clients)} on the label`}`;

function sentences(published: readonly InFlight[], own: readonly InFlight[]): string {
  const each = published.map((point) => `${inFlightName(point)}: ${wordsOf(point)}`);
  const agree = own.filter(({ verdict }) => verdict === 'pass').length;
  const ours =
    own.length > 0 ? ` ${whole(agree)} of the lab’s ${counted(own.length, 'record')} in agreement with the label.` : '';
  return `${listed(each)}.${ours}`;
}
