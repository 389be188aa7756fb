import { canonicalJson } from '../../base/canonical-json';
import { LabError } from '../../base/lab-error';
import { groupBy } from '../../analysis/by-setting';
import type { Estimate } from '../../analysis/estimate';
import { alongSizes } from '../../analysis/along-sizes';
import { settingKey } from '../../analysis/setting-key';
import { clientsFeature, efFeature, settingName } from '../../analysis/setting-name';
import type { BatchedSummary, MissingSummary } from '../../analysis/summary';
import { escapeHtml } from '../escape';
import type { Figure, PlotlyObject } from '../figure';
import { recallText, whole, withInterval } from '../format';
import { config, engineColour, font } from '../theme';
import { chartLayout, plotHeight } from './chart-layout';
import { errorBars } from './error-bars';
import { endsOf, logAxis, logRange, type Range } from './log-axis';
import { missingLines } from './missing-lines';
import { spreadLabels } from './spread-labels';
import { subtitle } from './subtitle';

const domains = { rate: [0.54, 1], latency: [0, 0.46] } as const;
const higher = 180;
const lineHeight = 17;
const title = 'Rate and latency against the queries of one request';
/** Decades by which neighbouring lines stand apart, so that intervals of one size do not cover each other. */
const apart = 0.016;

type Line = readonly [BatchedSummary, ...BatchedSummary[]];

/**
 * Queries per second (up is better) over the median latency of a request (down is better), against the queries of one request;
 * a line for each engine, ef and number of clients, with 95 % intervals. Summaries of one dataset and k.
 * @throws LabError `nothing-measured`, `several-panels`.
 */
export function batchedChart(
  summaries: readonly (BatchedSummary | MissingSummary)[],
  options: { readonly machine?: string } = {},
): Figure {
  const measured = summaries.filter((one): one is BatchedSummary => one.state === 'measured');
  const missing = summaries.filter((one): one is MissingSummary => one.state === 'missing');
  const [first] = measured;
  if (!first) refuse('nothing-measured', `none of ${summaries.length} summaries is of a measured setting`);
  if (new Set(measured.map(({ dataset, k }) => canonicalJson([dataset.digest, k]))).size > 1) {
    refuse('several-panels', 'the summaries are of several datasets or k');
  }
  const lines: Line[] = groupBy(measured, (one) => settingKey(one, { workload: { ...one.workload, ...alongSizes } }));
  const names = lines.map(([line]) => settingName(line, measured, [efFeature, clientsFeature]));
  const rates = logRange(
    measured.flatMap(({ qps }) => endsOf(qps)),
    1.3,
  );
  const latencies = logRange(
    measured.flatMap(({ latency: { p50 } }) => (p50 ? endsOf(p50) : [])),
    1.3,
  );
  const sizes = [...new Set(measured.map(({ workload }) => workload.size))].sort((a, b) => a - b);
  const below = subtitle({ dataset: first.dataset, k: first.k }, measured, options.machine);
  const layout = chartLayout({
    title,
    subtitle: below,
    labels: names,
    missing: missingLines(missing),
    xaxis: logAxis('queries of one request (logarithmic)', logRange(sizes, 1.3), {
      tickvals: sizes,
      ticktext: sizes.map(whole),
      anchor: 'y2',
    }),
    yaxis: logAxis('queries per second ↑ (log.)', rates, { domain: domains.rate }),
    annotations: labels(lines, names, rates),
  });
  return {
    data: lines.flatMap((line, i) => [
      trace(line, names[i] ?? '', shiftOf(i, lines), 'y', ({ qps }) => qps),
      trace(line, names[i] ?? '', shiftOf(i, lines), 'y2', ({ latency }) => latency.p50),
    ]),
    layout: {
      ...layout,
      yaxis2: logAxis('p50 of a request, ms ↓ (log.)', latencies, { domain: domains.latency }),
      height: (layout.height as number) + higher,
    },
    config,
    text: `${title}. ${below.join(' · ')}. ${lines.map((line, i) => sentence(line, names[i] ?? '')).join(' ')}`,
  };
}

function refuse(code: string, what: string): never {
  throw new LabError({ code, where: 'batchedChart', what, remedy: 'batchedTable shows them all' });
}

/** What a line's sizes are multiplied by. */
const shiftOf = (line: number, { length }: readonly Line[]): number => 10 ** ((line - (length - 1) / 2) * apart);

function trace(
  line: Line,
  name: string,
  shift: number,
  yaxis: 'y' | 'y2',
  of: (one: BatchedSummary) => Estimate | undefined,
): PlotlyObject {
  const { mark } = line[0].engine;
  const colour = engineColour(mark.colour);
  const known = line.flatMap((one) => {
    const estimate = of(one);
    return estimate ? [{ one, estimate }] : [];
  });
  const estimates = known.map(({ estimate }) => estimate);
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: escapeHtml(name),
    x: known.map(({ one }) => one.workload.size * shift),
    y: estimates.map(({ value }) => value),
    yaxis,
    error_y: errorBars(estimates, colour),
    line: { color: colour, width: 1.75, dash: line[0].clients === 1 ? 'solid' : 'dot' },
    marker: { color: colour, symbol: mark.symbol, size: 8 },
    cliponaxis: false,
    customdata: known.map(({ one }) => hover(name, one)),
    hovertemplate: '%{customdata}<extra></extra>',
    showlegend: false,
  };
}

const hover = (name: string, { workload, qps, requestRate, latency, recall, k }: BatchedSummary): string =>
  [
    `<b>${escapeHtml(name)}</b>, ${whole(workload.size)} queries a request`,
    `${withInterval(qps)} queries/s, ${withInterval(requestRate)} requests/s`,
    ...(latency.p50 ? [`p50 of a request ${withInterval(latency.p50)} ms`] : []),
    ...(recall ? [`recall@${k} ${withInterval(recall, recallText)}`] : []),
  ].join('<br>');

/** Each line's name beside the right end of its rate, moved apart where ends lie close together. */
function labels(lines: readonly Line[], names: readonly string[], { from, to }: Range): PlotlyObject[] {
  const ends = lines.map((line) => line.at(-1) as BatchedSummary);
  const perDecade = ((plotHeight + higher) * (domains.rate[1] - domains.rate[0])) / Math.log10(to / from);
  const wished = ends.map(({ qps }) => Math.log10(qps.value) * perDecade);
  const placed = spreadLabels(wished, lineHeight);
  return ends.map(({ workload, qps, engine }, i) => ({
    x: Math.log10(workload.size * shiftOf(lines.length - 1, lines)),
    y: Math.log10(qps.value),
    xref: 'x',
    yref: 'y',
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
    ({ workload, qps, latency: { p50 } }) =>
      `${whole(workload.size)} a request: ${withInterval(qps)} queries/s${p50 ? `, p50 ${withInterval(p50)} ms` : ''}`,
  );
  return `${name}: ${points.join('; ')}.`;
}
