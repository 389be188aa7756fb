import { canonicalJson } from '../../base/canonical-json';
import { LabError } from '../../base/lab-error';
import { groupBy } from '../../analysis/by-setting';
import type { Estimate } from '../../analysis/estimate';
import type { FilteredSummary, MissingSummary } from '../../analysis/summary';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { asked, recallText, whole, withInterval } from '../format';
import { axis, config, engineColour, faded, font } from '../theme';
import { chartLayout, plotHeight } from './chart-layout';
import { lineName } from './line-name';
import { missingLines } from './missing-lines';
import { spreadLabels } from './spread-labels';
import { subtitle } from './subtitle';
import { linearTicks, logTicks } from './ticks';

const domains = { recall: [0.56, 1], rate: [0, 0.44] } as const;
const higher = 160;
const lineHeight = 17;

type Line = readonly [FilteredSummary, ...FilteredSummary[]];

/**
 * Recall and rate against the share of the rows that pass a filter, one above the other over one axis; a line for each engine,
 * ef and number of clients, with 95 % intervals. Summaries of one dataset and k.
 * @throws LabError `nothing-measured`, `several-panels`.
 */
export function filteredChart(
  summaries: readonly (FilteredSummary | MissingSummary)[],
  options: { readonly machine?: string } = {},
): Figure {
  const measured = summaries.filter((one): one is FilteredSummary => one.state === 'measured');
  const missing = summaries.filter((one): one is MissingSummary => one.state === 'missing');
  const [first] = measured;
  if (!first) refuse('nothing-measured', `none of ${summaries.length} summaries is of a measured setting`);
  if (new Set(measured.map(({ dataset, k }) => canonicalJson([dataset.digest, k]))).size > 1) {
    refuse('several-panels', 'the summaries are of several datasets or k');
  }
  const lines: Line[] = groupBy(measured, ({ engine, build, search, clients }) =>
    canonicalJson([engine, build, search, clients]),
  );
  const names = lines.map(([line]) => lineName(line, measured));
  const rates = measured.flatMap(({ qps }) => [qps.value, qps.low, qps.high]).filter((rate) => rate > 0);
  const y = { from: Math.min(...rates) / 1.3, to: Math.max(...rates) * 1.3 };
  const lowest = Math.min(...measured.flatMap(({ recall }) => (recall ? [recall.low || recall.value] : [])), 0.95);
  const bottom = Math.max(0, lowest - 0.03);
  const shares = [...new Set(measured.map(({ filter }) => filter.selectivity))].sort((a, b) => a - b);
  const title = `Recall@${first.k} and rate against the share of rows that pass a filter`;
  const below = subtitle({ dataset: first.dataset, k: first.k }, measured, options.machine);
  const layout = chartLayout({
    title,
    subtitle: below,
    labels: names,
    missing: missingLines(missing),
    xaxis: axis('share of the rows that pass the filter (logarithmic)', {
      type: 'log',
      tickvals: shares,
      ticktext: shares.map(asked),
      anchor: 'y2',
    }),
    yaxis: axis(`recall@${first.k}`, {
      domain: domains.recall,
      range: [bottom, 1 + (1 - bottom) * 0.05],
      tickvals: linearTicks(bottom, 1, 5),
      ticktext: linearTicks(bottom, 1, 5).map(String),
    }),
    annotations: labels(lines, names, y),
  });
  const yaxis2 = axis('queries answered per second (log.)', {
    domain: domains.rate,
    type: 'log',
    range: [Math.log10(y.from), Math.log10(y.to)],
    ...logTicks(y.from, y.to),
  });
  return {
    data: lines.flatMap((line, i) => [
      trace(line, names[i] ?? '', 'y', ({ recall }) => recall),
      trace(line, names[i] ?? '', 'y2', ({ qps }) => qps),
    ]),
    layout: { ...layout, yaxis2, height: (layout.height as number) + higher },
    config,
    text: `${title}. ${below.join(' · ')}. ${lines.map((line, i) => sentence(line, names[i] ?? '')).join(' ')}`,
  };
}

function refuse(code: string, what: string): never {
  throw new LabError({ code, where: 'filteredChart', what, remedy: 'filteredTable shows them all' });
}

function trace(
  line: Line,
  name: string,
  yaxis: 'y' | 'y2',
  of: (one: FilteredSummary) => Estimate | undefined,
): PlotlyObject {
  const colour = engineColour(line[0].engine.mark.colour);
  const known = line.flatMap((one) => {
    const estimate = of(one);
    return estimate ? [{ one, estimate }] : [];
  });
  const reach = (end: 'low' | 'high') =>
    known.map(({ estimate }) => (Number.isFinite(estimate[end]) ? Math.abs(estimate[end] - estimate.value) : 0));
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: escapeHtml(name),
    x: known.map(({ one }) => one.filter.selectivity),
    y: known.map(({ estimate }) => estimate.value),
    yaxis,
    error_y: {
      type: 'data',
      symmetric: false,
      array: reach('high'),
      arrayminus: reach('low'),
      color: faded(colour, 0.75),
      thickness: 1.25,
      width: 4,
    },
    line: { color: colour, width: 1.75, dash: line[0].clients === 1 ? 'solid' : 'dot' },
    marker: { color: colour, symbol: line[0].engine.mark.symbol, size: 8 },
    cliponaxis: false,
    customdata: known.map(({ one }) => hover(name, one)),
    hovertemplate: '%{customdata}<extra></extra>',
    showlegend: false,
  };
}

const hover = (name: string, { filter, recall, qps, k, short }: FilteredSummary): string =>
  [
    `<b>${escapeHtml(name)}</b>, ${asked(filter.selectivity)} pass (${whole(filter.matching)} rows)`,
    ...(recall ? [`recall@${k} ${withInterval(recall, recallText)}`] : []),
    `${withInterval(qps)} queries/s`,
    ...(short > 0 ? [`${whole(short)} short answers`] : []),
  ].join('<br>');

/** Each line's name beside the right end of its rate, moved apart where ends lie close together. */
function labels(lines: readonly Line[], names: readonly string[], y: { from: number; to: number }): PlotlyObject[] {
  const ends = lines.map((line) => line.at(-1) as FilteredSummary);
  const perDecade = ((plotHeight + higher) * (domains.rate[1] - domains.rate[0])) / Math.log10(y.to / y.from);
  const wished = ends.map(({ qps }) => Math.log10(qps.value) * perDecade);
  const placed = spreadLabels(wished, lineHeight);
  return ends.map(({ filter, qps, engine }, i) => ({
    x: Math.log10(filter.selectivity),
    y: Math.log10(qps.value),
    xref: 'x',
    yref: 'y2',
    text: escapeHtml(names[i] ?? ''),
    font: font(12, engineColour(engine.mark.colour)),
    showarrow: false,
    xanchor: 'left',
    xshift: 10,
    yshift: (placed[i] ?? 0) - (wished[i] ?? 0),
  }));
}

function sentence(line: Line, name: string): string {
  const points = line.map(
    ({ filter, recall, qps }) =>
      `${asked(filter.selectivity)} pass: ${recall ? `recall ${recallText(recall.value)}, ` : ''}${withInterval(qps)} queries/s`,
  );
  return `${name}: ${points.join('; ')}.`;
}
