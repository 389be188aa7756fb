import { LabError } from '../../base/lab-error';
import type { CompareRates } from '../../analysis/adjust-grounds';
import { seriesOf, type Series } from '../../analysis/series';
import type { MeasuredSummary, Summary } from '../../analysis/summary';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { recallText, withInterval } from '../format';
import { panelSentences } from '../takeaway';
import { axis, config, engineColour, font, neutral } from '../theme';
import { chartLayout } from './chart-layout';
import { endLabels } from './end-labels';
import { errorBars } from './error-bars';
import { logAxis, logRange, type Range } from './log-axis';
import { missingLines } from './missing-lines';
import { onePanel } from './one-panel';
import { subtitle } from './subtitle';
import { linearTicks } from './ticks';

export interface ChartOptions {
  /** The machine in a few words, for the subtitle; its short id stands there otherwise. */
  readonly machine?: string;
  /** Where the figure stands among others: their comparisons, which are corrected together. */
  readonly compareRates?: CompareRates;
}

type Known = MeasuredSummary & Required<Pick<MeasuredSummary, 'recall'>>;
const hasRecall = (summary: MeasuredSummary): summary is Known => summary.recall !== undefined;

/**
 * Recall against rate: one line along ef for each engine and number of clients, 95 % intervals both ways, single
 * repetitions faintly behind. Summaries of one dataset and k.
 * @throws LabError `nothing-measured`, `several-panels`, `no-recall`.
 */
export function recallRateChart(summaries: readonly Summary[], options: ChartOptions = {}): Figure {
  const panel = onePanel(summaries, 'recallRateChart');
  const known = panel.measured.filter(hasRecall);
  if (known.length === 0) {
    throw new LabError({
      code: 'no-recall',
      where: 'recallRateChart',
      what: `no setting of ${panel.dataset.name} has a recall`,
      remedy: 'the dataset has no true neighbours',
    });
  }
  const lines = seriesOf(known);
  const ends = lines.map(endOf);
  const x = recallRange(known);
  const y = rateRange(known);
  const title = `Recall@${panel.k} against queries per second`;
  const below = subtitle(panel, panel.measured, options.machine);
  const start = recallText(x.from).replace(/0+$/, '').replace(/\.$/, '');
  return {
    data: [...lines.map(repetitions), ...lines.map(line)],
    layout: chartLayout({
      title,
      subtitle: below,
      labels: ends.map(({ name }) => name),
      missing: missingLines(panel.missing),
      xaxis: axis(`recall@${panel.k}: share of the true ${panel.k} nearest found (axis from ${start} to 1)`, {
        range: [x.from, x.to],
        tickvals: linearTicks(x.from, 1),
        ticktext: linearTicks(x.from, 1).map(String),
      }),
      yaxis: logAxis('queries answered per second (logarithmic)', y),
      annotations: [...endLabels(ends, y), corner],
    }),
    config,
    text: `${title}. ${below.join(' · ')}. ${panelSentences(panel, options.compareRates).join(' ')}`,
  };
}

/** Ends at 1, begins below the lowest point, and spans a twentieth at least, so that small differences look small. */
function recallRange(known: readonly Known[]): Range {
  const lowest = Math.min(
    ...known.flatMap(({ recall, runs }) => [recall.low || recall.value, ...runs.map((run) => run.recall ?? 1)]),
  );
  const span = Math.max(0.05, (1 - lowest) * 1.08);
  const from = Math.max(0, 1 - span);
  return { from, to: 1 + (1 - from) * 0.03 };
}

function rateRange(known: readonly Known[]): Range {
  const rates = known.flatMap(({ qps, runs }) => [qps.value, ...runs.map((run) => run.qps)]).filter((rate) => rate > 0);
  return logRange(rates, Math.max(1.15, (Math.max(...rates) / Math.min(...rates)) ** 0.06));
}

const markOf = ({ engine }: MeasuredSummary) => ({ ...engine.mark, colour: engineColour(engine.mark.colour) });

function repetitions({ settings }: Series): PlotlyObject {
  const runs = settings.flatMap((setting) => setting.runs);
  const { colour, symbol } = markOf(settings[0]);
  return {
    type: 'scatter',
    mode: 'markers',
    x: runs.map(({ recall }) => recall),
    y: runs.map(({ qps }) => qps),
    marker: { color: colour, symbol, size: 6, opacity: 0.3 },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

function line({ name, clients, settings }: Series): PlotlyObject {
  const { colour, symbol } = markOf(settings[0]);
  const known = settings.filter(hasRecall);
  return {
    type: 'scatter',
    mode: 'lines+markers+text',
    name: escapeHtml(name),
    x: known.map(({ recall }) => recall.value),
    y: known.map(({ qps }) => qps.value),
    error_x: errorBars(
      known.map(({ recall }) => recall),
      colour,
    ),
    error_y: errorBars(
      known.map(({ qps }) => qps),
      colour,
    ),
    line: { color: colour, width: 1.75, dash: clients === 1 ? 'solid' : 'dot' },
    marker: { color: colour, symbol, size: 9 },
    text: known.map((setting, i) => (setting.ef !== undefined && labelled(i, known.length) ? `ef ${setting.ef}` : '')),
    // Below and left of a falling line is free; left of its first point stands the axis.
    textposition: known.map((_, i) => (i === 0 && known.length > 1 ? 'bottom center' : 'bottom left')),
    textfont: font(11, neutral.muted),
    cliponaxis: false,
    customdata: known.map((setting) => hover(name, setting)),
    hovertemplate: '%{customdata}<extra></extra>',
    showlegend: false,
  };
}

/** The knob's value stands at the first and the middle point; at the last one the line's name holds it. */
const labelled = (i: number, n: number): boolean => n > 1 && (i === 0 || (n > 3 && i === (n - 1) >> 1));

const hover = (name: string, { ef, recall, qps, k, failed, samples, repetitions: n }: Known): string =>
  [
    `<b>${escapeHtml(name)}</b>${ef === undefined ? '' : `, ef ${ef}`}`,
    `recall@${k} ${withInterval(recall, recallText)}`,
    `${withInterval(qps)} queries/s`,
    `${n} repetition${n === 1 ? '' : 's'}${failed > 0 ? `, ${failed} of ${samples} requests failed` : ''}`,
  ].join('<br>');

function endOf({ name, settings }: Series) {
  const end = settings.filter(hasRecall).reduce((a, b) => (b.recall.value >= a.recall.value ? b : a));
  const named = end.ef === undefined ? name : `${name}, ef ${end.ef}`;
  // Beside the interval, which would run through it.
  return { name: named, colour: markOf(end).colour, x: end.recall.high || end.recall.value, y: end.qps.value };
}

const corner: PlotlyObject = {
  text: 'up and right is better ↗',
  x: 1,
  y: 1,
  xref: 'paper',
  yref: 'paper',
  xanchor: 'right',
  yanchor: 'bottom',
  yshift: 4,
  showarrow: false,
  font: font(12, neutral.muted),
};
