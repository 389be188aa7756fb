import type { CapacityPoint } from '../../analysis/capacity-curve';
import { median } from '../../analysis/moments';
import type { CapacitySummary } from '../../analysis/summarise-capacity';
import { escapeHtml } from '../escape';
import type { PlotlyObject } from '../figure';
import { counted, three, whole } from '../format';
import { engineColour, faded } from '../theme';
import type { Range } from './log-axis';

type Percentile = 'p50' | 'p99';

export const capacityColour = ({ engine }: CapacitySummary): string => engineColour(engine.mark.colour);

function windowsOf(setting: CapacitySummary, which: Percentile): PlotlyObject[] {
  const points = setting.curve.filter((point) => point[which] !== undefined);
  if (points.length === 0) return [];
  const colour = capacityColour(setting);
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
          line: { color: faded(capacityColour(setting), 0.8), width: 1.5, dash: 'dot' },
          hoverinfo: 'skip',
          showlegend: false,
        },
      ];

/** Of one setting: the highest rate held as a line, and its windows, those of the p99 above those of the p50. */
export const capacityTraces = (setting: CapacitySummary, range: Range): PlotlyObject[] => [
  ...heldLine(setting, range),
  ...(['p50', 'p99'] as const).flatMap((which) => windowsOf(setting, which)),
];
