import type { Estimate } from '../../analysis/estimate';
import type { FilteredSummary } from '../../analysis/summary';
import { escapeHtml } from '../escape';
import type { PlotlyObject } from '../figure';
import { asked, recallText, whole, withInterval } from '../format';
import { engineColour, faded } from '../theme';

/** The rungs of one engine, ef and number of clients. */
export type FilteredLine = readonly [FilteredSummary, ...FilteredSummary[]];

/** A line's recall or rate against the share that passes, with 95 % intervals. */
export function filteredTrace(
  line: FilteredLine,
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
