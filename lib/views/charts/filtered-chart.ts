import type { FilteredSummary, MissingSummary } from '../../analysis/summary';
import { escapeHtml } from '../escape';
import type { Figure } from '../figure';
import { asked, recallText, whole, withInterval } from '../format';
import { axis } from '../theme';
import { endsOf, logAxis, logRange } from './log-axis';
import { onePanel } from './one-panel';
import { pairedChart, pairedLines } from './paired-panels';
import { linearTicks } from './ticks';

const domains = { recall: [0.56, 1], rate: [0, 0.44] } as const;

/**
 * Recall and rate against the share of the rows that pass a filter, one above the other over one axis; a line for each engine,
 * ef and number of clients, with 95 % intervals. Summaries of one dataset and k.
 * @throws LabError `nothing-measured`, `several-panels`.
 */
export function filteredChart(
  summaries: readonly (FilteredSummary | MissingSummary)[],
  options: { readonly machine?: string } = {},
): Figure {
  const panel = onePanel<FilteredSummary>(summaries, 'filteredChart');
  const { k, measured } = panel;
  const rates = logRange(
    measured.flatMap(({ qps }) => endsOf(qps)),
    1.3,
  );
  const lowest = Math.min(...measured.flatMap(({ recall }) => (recall ? [recall.low || recall.value] : [])), 0.95);
  const bottom = Math.max(0, lowest - 0.03);
  const shares = [...new Set(measured.map(({ filter }) => filter.selectivity))].sort((a, b) => a - b);
  return pairedChart({
    title: `Recall@${k} and rate against the share of rows that pass a filter`,
    panel,
    machine: options.machine,
    lines: pairedLines(measured, { selectivity: null }),
    x: ({ filter }) => filter.selectivity,
    upper: ({ recall }) => recall,
    lower: ({ qps }) => qps,
    axes: {
      x: axis('share of the rows that pass the filter (logarithmic)', {
        type: 'log',
        range: axisRange(shares),
        tickvals: shares,
        ticktext: shares.map(asked),
      }),
      upper: axis(`recall@${k}`, {
        domain: domains.recall,
        range: [bottom, 1 + (1 - bottom) * 0.05],
        tickvals: linearTicks(bottom, 1, 5),
        ticktext: linearTicks(bottom, 1, 5).map(String),
      }),
      lower: logAxis('queries answered per second (log.)', rates, { domain: domains.rate }),
    },
    rates: { axis: 'y2', domain: domains.rate, range: rates, x: ({ filter }) => filter.selectivity },
    higher: 160,
    hover,
    words: ({ filter, recall, qps }) =>
      `${asked(filter.selectivity)} pass: ${recall ? `recall ${recallText(recall.value)}, ` : ''}${withInterval(qps)} queries/s`,
  });
}

/** Ends of the logarithmic axis of shares: its lines' names stand beyond it, where no grid crosses them. */
function axisRange(shares: readonly number[]): [number, number] {
  const [from, to] = [Math.log10(shares[0] ?? 1), Math.log10(shares.at(-1) ?? 1)];
  const margin = (to - from || 1) * 0.03;
  return [from - margin, to + margin];
}

const hover = ({ filter, recall, qps, k, short }: FilteredSummary, name: string): string =>
  [
    `<b>${escapeHtml(name)}</b>, ${asked(filter.selectivity)} pass (${whole(filter.matching)} rows)`,
    ...(recall ? [`recall@${k} ${withInterval(recall, recallText)}`] : []),
    `${withInterval(qps)} queries/s`,
    ...(short > 0 ? [`${whole(short)} short answers`] : []),
  ].join('<br>');
