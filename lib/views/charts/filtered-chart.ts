import { canonicalJson } from '../../base/canonical-json';
import { LabError } from '../../base/lab-error';
import { groupBy } from '../../analysis/by-setting';
import { settingKey } from '../../analysis/setting-key';
import { clientsFeature, efFeature, settingName } from '../../analysis/setting-name';
import type { FilteredSummary, MissingSummary } from '../../analysis/summary';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { asked, recallText, withInterval } from '../format';
import { axis, config, engineColour, font } from '../theme';
import { chartLayout, plotHeight } from './chart-layout';
import { type FilteredLine, filteredTrace } from './filtered-trace';
import { endsOf, logAxis, logRange, type Range } from './log-axis';
import { missingLines } from './missing-lines';
import { spreadLabels } from './spread-labels';
import { subtitle } from './subtitle';
import { linearTicks } from './ticks';

const domains = { recall: [0.56, 1], rate: [0, 0.44] } as const;
const higher = 160;
const lineHeight = 17;

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
  const lines: FilteredLine[] = groupBy(measured, (one) =>
    settingKey(one, { workload: { ...one.workload, selectivity: null } }),
  );
  const names = lines.map(([line]) => settingName(line, measured, [efFeature, clientsFeature]));
  const y = logRange(
    measured.flatMap(({ qps }) => endsOf(qps)),
    1.3,
  );
  const lowest = Math.min(...measured.flatMap(({ recall }) => (recall ? [recall.low || recall.value] : [])), 0.95);
  const bottom = Math.max(0, lowest - 0.03);
  const shares = [...new Set(measured.map(({ filter }) => filter.selectivity))].sort((a, b) => a - b);
  const x = axisRange(shares);
  const title = `Recall@${first.k} and rate against the share of rows that pass a filter`;
  const below = subtitle({ dataset: first.dataset, k: first.k }, measured, options.machine);
  const layout = chartLayout({
    title,
    subtitle: below,
    labels: names,
    missing: missingLines(missing),
    xaxis: axis('share of the rows that pass the filter (logarithmic)', {
      type: 'log',
      range: x,
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
  const yaxis2 = logAxis('queries answered per second (log.)', y, { domain: domains.rate });
  return {
    data: lines.flatMap((line, i) => [
      filteredTrace(line, names[i] ?? '', 'y', ({ recall }) => recall),
      filteredTrace(line, names[i] ?? '', 'y2', ({ qps }) => qps),
    ]),
    layout: { ...layout, yaxis2, height: (layout.height as number) + higher },
    config,
    text: `${title}. ${below.join(' · ')}. ${lines.map((line, i) => sentence(line, names[i] ?? '')).join(' ')}`,
  };
}

/** Ends of the logarithmic axis of shares: its lines' names stand beyond it, where no grid crosses them. */
function axisRange(shares: readonly number[]): [number, number] {
  const [from, to] = [Math.log10(shares[0] ?? 1), Math.log10(shares.at(-1) ?? 1)];
  const margin = (to - from || 1) * 0.03;
  return [from - margin, to + margin];
}

function refuse(code: string, what: string): never {
  throw new LabError({ code, where: 'filteredChart', what, remedy: 'filteredTable shows them all' });
}

/** Each line's name beside the right end of its rate, moved apart where ends lie close together. */
function labels(lines: readonly FilteredLine[], names: readonly string[], y: Range): PlotlyObject[] {
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

function sentence(line: FilteredLine, name: string): string {
  const points = line.map(
    ({ filter, recall, qps }) =>
      `${asked(filter.selectivity)} pass: ${recall ? `recall ${recallText(recall.value)}, ` : ''}${withInterval(qps)} queries/s`,
  );
  return `${name}: ${points.join('; ')}.`;
}
