import { LabError } from '../../base/lab-error';
import { isMissing } from '../../analysis/panels';
import {
  saturationLines,
  saturationPanels,
  saturationPicks,
  type SaturationLine,
} from '../../analysis/saturation-lines';
import type { Summary } from '../../analysis/summary';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { counted, three, withInterval } from '../format';
import { saturationSentences } from '../saturation-takeaway';
import { config, faded } from '../theme';
import { errorBars } from './error-bars';
import type { ChartOptions } from './recall-rate-chart';
import { lineColour, stackedLayout, type StackedLine, stackedTraces } from './stacked-panels';
import { subtitle } from './subtitle';

/**
 * Rate and p99 against the clients of closed loops, one line an engine at one ef: a ring where more clients stop adding to the rate,
 * dashed what the same clients reach against a server that does nothing. Summaries of one dataset and k.
 * @throws LabError `nothing-measured` without several numbers of clients, `several-panels`.
 */
export function saturationChart(summaries: readonly Summary[], options: ChartOptions = {}): Figure {
  const all = saturationLines(summaries);
  const [first, ...others] = saturationPanels(all);
  const where = 'saturationChart';
  if (!first) {
    const what = 'no engine was measured with several numbers of clients';
    throw new LabError({ code: 'nothing-measured', where, what, remedy: 'measure with --clients 1,2,4,8,16,32' });
  }
  if (others.length > 0) {
    const what = `the summaries are of ${others.length + 1} datasets or k`;
    throw new LabError({ code: 'several-panels', where, what, remedy: 'make one figure of each' });
  }
  const picks = saturationPicks(first);
  const lines = picks.map((pick): StackedLine => ({
    name: pick.ef === undefined ? pick.name : `${pick.name}, ef ${pick.ef}`,
    settings: pick.settings,
    x: ({ clients }) => clients,
    latency: 'p99',
    hover: ({ clients, qps, latency: { p99 } }) =>
      [
        `<b>${escapeHtml(pick.name)}</b>, ${counted(clients, 'client')}`,
        `${withInterval(qps)} answers a second`,
        ...(p99 ? [`p99 ${withInterval(p99)} ms`] : []),
      ].join('<br>'),
  }));
  const ceilings = picks.flatMap(ceilingPoints).map(({ y }) => y);
  const title = 'Saturation: rate and p99 against clients';
  const below = [
    ...subtitle(
      first[0],
      picks.flatMap(({ settings }) => settings),
      options.machine,
    ),
    '◯ saturation reached (bar: 95 %)',
    ...(ceilings.length > 0 ? ['dashed: bare HTTP requests of as many clients against a null server'] : []),
  ];
  const unseen = picks.filter(({ knee }) => knee.state !== 'reached');
  return {
    data: [
      ...picks.flatMap(ceilingTrace),
      ...lines.flatMap(stackedTraces),
      ...picks.flatMap((pick, i) => kneeTrace(pick, lineColour(lines[i] as StackedLine))),
    ],
    layout: stackedLayout({
      title,
      subtitle: below,
      xTitle: 'clients, each waiting for its answer (logarithmic)',
      lines,
      missing: summaries.filter(isMissing),
      rates: ceilings,
      notes: unseen.map(({ name, knee }) => {
        const text = `${name}: saturation ${knee.state}: ${knee.why}`;
        return { text, full: text };
      }),
    }),
    config,
    text: `${title}. ${below.join(' · ')}. ${saturationSentences(picks).join(' ')}`,
  };
}

/** Only of clients that make requests: a loop without any reaches so much that the figure would show nothing else. */
const ceilingPoints = ({ settings }: SaturationLine): { x: number; y: number }[] =>
  settings.flatMap(({ clients, ceiling }) =>
    ceiling.state === 'known' && ceiling.against === 'null-server' ? [{ x: clients, y: ceiling.ceiling }] : [],
  );

function ceilingTrace(line: SaturationLine): PlotlyObject[] {
  const colour = lineColour(line);
  const points = ceilingPoints(line);
  if (points.length === 0) return [];
  return [
    {
      type: 'scatter',
      mode: 'lines',
      x: points.map(({ x }) => x),
      y: points.map(({ y }) => y),
      line: { color: faded(colour, 0.7), width: 1.25, dash: 'dash' },
      customdata: points.map(
        ({ y }) => `${three(y)}/s against a server that does nothing (clients of ${escapeHtml(line.name)})`,
      ),
      hovertemplate: '%{customdata}<extra></extra>',
      showlegend: false,
    },
  ];
}

function kneeTrace({ knee, name }: SaturationLine, colour: string): PlotlyObject[] {
  if (knee.state !== 'reached') return [];
  const { clients, rate } = knee;
  return [
    {
      type: 'scatter',
      mode: 'markers',
      x: [clients.value],
      y: [rate.value],
      error_x: errorBars([clients], colour),
      marker: { color: colour, symbol: 'circle-open', size: 19, line: { color: colour, width: 2.5 } },
      cliponaxis: false,
      customdata: [`<b>${escapeHtml(name)}</b> saturates at ${withInterval(clients)} clients, ${withInterval(rate)}/s`],
      hovertemplate: '%{customdata}<extra></extra>',
      showlegend: false,
    },
  ];
}
