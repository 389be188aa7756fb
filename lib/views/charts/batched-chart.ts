import { alongSizes } from '../../analysis/along-sizes';
import type { BatchedSummary, MissingSummary } from '../../analysis/summary';
import { escapeHtml } from '../escape';
import type { Figure } from '../figure';
import { recallText, whole, withInterval } from '../format';
import { endsOf, logAxis, logRange } from './log-axis';
import { onePanel } from './one-panel';
import { pairedChart, pairedLines } from './paired-panels';

const domains = { rate: [0.54, 1], latency: [0, 0.46] } as const;
/** Decades by which neighbouring lines stand apart, so that intervals of one size do not cover each other. */
const apart = 0.016;

/**
 * Queries per second (up is better) over the median latency of a request (down is better), against the queries of one request;
 * a line for each engine, ef and number of clients, with 95 % intervals. Summaries of one dataset and k.
 * @throws LabError `nothing-measured`, `several-panels`.
 */
export function batchedChart(
  summaries: readonly (BatchedSummary | MissingSummary)[],
  options: { readonly machine?: string } = {},
): Figure {
  const panel = onePanel<BatchedSummary>(summaries, 'batchedChart');
  const lines = pairedLines(panel.measured, alongSizes);
  const rates = logRange(
    panel.measured.flatMap(({ qps }) => endsOf(qps)),
    1.3,
  );
  const latencies = logRange(
    panel.measured.flatMap(({ latency: { p50 } }) => (p50 ? endsOf(p50) : [])),
    1.3,
  );
  const sizes = [...new Set(panel.measured.map(({ workload }) => workload.size))].sort((a, b) => a - b);
  const placed = ({ workload }: BatchedSummary, line: number): number =>
    workload.size * 10 ** ((line - (lines.length - 1) / 2) * apart);
  return pairedChart({
    title: 'Rate and latency against the queries of one request',
    panel,
    machine: options.machine,
    lines,
    x: placed,
    upper: ({ qps }) => qps,
    lower: ({ latency }) => latency.p50,
    axes: {
      x: logAxis('queries of one request (logarithmic)', logRange(sizes, 1.3), {
        tickvals: sizes,
        ticktext: sizes.map(whole),
      }),
      upper: logAxis('queries per second ↑ (log.)', rates, { domain: domains.rate }),
      lower: logAxis('p50 of a request, ms ↓ (log.)', latencies, { domain: domains.latency }),
    },
    rates: { axis: 'y', domain: domains.rate, range: rates, x: (last) => placed(last, lines.length - 1) },
    higher: 180,
    hover,
    words: ({ workload, qps, latency: { p50 } }) =>
      `${whole(workload.size)} a request: ${withInterval(qps)} queries/s${p50 ? `, p50 ${withInterval(p50)} ms` : ''}`,
  });
}

const hover = ({ workload, qps, requestRate, latency, recall, k }: BatchedSummary, name: string): string =>
  [
    `<b>${escapeHtml(name)}</b>, ${whole(workload.size)} queries a request`,
    `${withInterval(qps)} queries/s, ${withInterval(requestRate)} requests/s`,
    ...(latency.p50 ? [`p50 of a request ${withInterval(latency.p50)} ms`] : []),
    ...(recall ? [`recall@${k} ${withInterval(recall, recallText)}`] : []),
  ].join('<br>');
