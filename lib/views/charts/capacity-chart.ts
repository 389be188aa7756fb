import type { CapacityPoint } from '../../analysis/capacity-curve';
import { median } from '../../analysis/moments';
import { efFeature, withNames } from '../../analysis/setting-name';
import type { CapacityOutcome, CapacitySummary } from '../../analysis/summarise-capacity';
import { capacitySentences } from '../capacity-takeaway';
import { datasetText } from '../dataset-text';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { counted, listed, three, whole } from '../format';
import { axis, config, engineColour, faded } from '../theme';
import { chartLayout } from './chart-layout';
import { endLabels } from './end-labels';
import { machinesText } from './machines-text';
import { missingLines } from './missing-lines';
import { onePanel } from './one-panel';
import type { ChartOptions } from './recall-rate-chart';
import { logTicks } from './ticks';

type Percentile = 'p50' | 'p99';

/**
 * Latency against rate up to where an engine breaks, as the search for the highest rate saw it: each mark is one window, a line
 * through their medians, bold of the p99; dotted the highest rate held. Searches on one dataset and k.
 * @throws LabError `nothing-measured`, `several-panels`.
 */
export function capacityChart(outcomes: readonly CapacityOutcome[], options: ChartOptions = {}): Figure {
  const { dataset, k, measured, missing } = onePanel<CapacitySummary>(outcomes, 'capacityChart');
  const settings = withNames(measured, [efFeature]);
  const points = settings.flatMap(({ curve }) => curve);
  const y = spread(points.flatMap(({ p50, p99 }) => [p50, p99].flatMap((ms) => ms ?? [])));
  const x = spread(points.map(({ rate }) => rate));
  const searches = Math.max(...settings.map(({ repetitions }) => repetitions));
  const title = 'Latency against rate, up to where it breaks';
  const below = [
    datasetText(dataset),
    `k ${k}`,
    `open loop, ${listed([...new Set(settings.map(({ workload }) => workload.arrivals))])} arrivals`,
    `${searches} ${searches === 1 ? 'search' : 'searches'} each`,
    options.machine ?? machinesText(settings),
    ...[
      'a mark is a window: p99 ●',
      'p50 ○',
      '✕ rate broken',
      'small dot: rate not judged',
      'dotted: highest rate held',
    ],
  ];
  const ends = settings.flatMap((setting) => endOf(setting));
  return {
    data: settings.flatMap((setting) => [
      ...heldLine(setting, y),
      ...(['p50', 'p99'] as const).flatMap((which) => windows(setting, which)),
    ]),
    layout: chartLayout({
      title,
      subtitle: below,
      labels: ends.map(({ name }) => name),
      missing: missingLines(missing),
      xaxis: axis('requests asked for per second (logarithmic)', logAxis(x)),
      yaxis: axis('milliseconds from when a request was due (logarithmic)', logAxis(y)),
      annotations: endLabels(ends, y),
    }),
    config,
    text: `${title}. ${below.join(' · ')}. ${capacitySentences(measured).join(' ')}`,
  };
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** With room at both ends; of nothing known, one decade. */
function spread(values: readonly number[]): Range {
  const known = values.filter((value) => value > 0);
  return known.length === 0 ? { from: 1, to: 10 } : { from: Math.min(...known) / 1.15, to: Math.max(...known) * 1.15 };
}

const logAxis = ({ from, to }: Range): PlotlyObject => ({
  type: 'log',
  range: [Math.log10(from), Math.log10(to)],
  ...logTicks(from, to),
});

const colourOf = ({ engine }: CapacitySummary): string => engineColour(engine.mark.colour);

function windows(setting: CapacitySummary, which: Percentile): PlotlyObject[] {
  const points = setting.curve.filter((point) => point[which] !== undefined);
  if (points.length === 0) return [];
  const colour = colourOf(setting);
  const rates = [...new Set(points.map(({ rate }) => rate))];
  return [
    {
      type: 'scatter',
      mode: 'lines',
      x: rates,
      y: rates.map((rate) => median(points.flatMap((point) => (point.rate === rate ? (point[which] ?? []) : [])))),
      line: { color: faded(colour, 0.6), width: which === 'p99' ? 2 : 1 },
      hoverinfo: 'skip',
      showlegend: false,
    },
    {
      type: 'scatter',
      mode: 'markers',
      name: escapeHtml(`${setting.engine.title}, ${which}`),
      x: points.map(({ rate }) => rate),
      y: points.map((point) => point[which]),
      marker: {
        color: colour,
        symbol: points.map(({ verdict }) => symbolOf(setting, verdict, which)),
        size: points.map(({ verdict }) => (verdict === 'held' || verdict === 'broken' ? 8 : 4)),
        opacity: 1,
        line: { color: colour, width: 1.25 },
      },
      cliponaxis: false,
      customdata: points.map((point) => hover(setting, point)),
      hovertemplate: '%{customdata}<extra></extra>',
      showlegend: false,
    },
  ];
}

const symbolOf = (
  { engine: { mark } }: CapacitySummary,
  verdict: CapacityPoint['verdict'],
  which: Percentile,
): string => {
  if (verdict === 'broken') return which === 'p99' ? 'x' : 'x-open';
  // A window that says nothing of the engine is not drawn as one that held.
  const symbol = verdict === 'held' ? mark.symbol : 'circle';
  return which === 'p99' || verdict !== 'held' ? symbol : `${symbol}-open`;
};

const hover = ({ engine }: CapacitySummary, point: CapacityPoint): string =>
  [
    `<b>${escapeHtml(engine.title)}</b>, ${three(point.rate)}/s asked: ${point.verdict}`,
    `repetition ${point.repetition + 1}: ${counted(point.requests, 'request')}, ${whole(point.failed)} failed`,
    ...(['p50', 'p99'] as const).flatMap((which) => (point[which] ? [`${which} ${three(point[which])} ms`] : [])),
  ].join('<br>');

const heldLine = (setting: CapacitySummary, { from, to }: Range): PlotlyObject[] =>
  setting.held === undefined
    ? []
    : [
        {
          type: 'scatter',
          mode: 'lines',
          x: [setting.held.value, setting.held.value],
          y: [from, to],
          line: { color: faded(colourOf(setting), 0.8), width: 1.5, dash: 'dot' },
          hoverinfo: 'skip',
          showlegend: false,
        },
      ];

/** The name stands beside the window of the highest rate. */
function endOf(setting: CapacitySummary) {
  const last = setting.curve.findLast(({ p50, p99 }) => (p99 ?? p50) !== undefined);
  if (!last) return [];
  const second = setting.held === undefined ? {} : { second: `holds ${three(setting.held.value)}/s` };
  const name = setting.engine.title;
  return [
    { name, colour: colourOf(setting), x: last.rate, y: (last.p99 ?? last.p50) as number, logX: true, ...second },
  ];
}
