import { escapeHtml } from '../escape';
import type { PlotlyObject } from '../figure';
import { foldText } from '../fold-text';
import { figureHeight, font, neutral } from '../theme';
import { wrapParts } from './wrap-parts';

export interface ChartLayout {
  /** What was measured. */
  readonly title: string;
  /** Dataset, n × dim, metric, k, clients, machine, repetitions. */
  readonly subtitle: readonly string[];
  readonly xaxis: PlotlyObject;
  readonly yaxis: PlotlyObject;
  readonly annotations?: readonly PlotlyObject[];
  /** The longest direct label, which stands in the right margin. */
  readonly labels?: readonly string[];
  /** Pixels left of the plot, where its names need more than numbers do. */
  readonly left?: number;
  /** Grey lines under the plot: what could not be measured, and why. */
  readonly missing?: readonly { text: string; full: string }[];
}

/** Characters of a subtitle's line that fit a figure 700 pixels wide. */
const subtitleWidth = 92;

const margin = { l: 78, t: 84, b: 62 };
const subtitleLine = 16;
const missingLine = 20;

/** Height of the plot itself, inside axes, as {@link chartLayout} lays it out. */
export const plotHeight = figureHeight - margin.t - margin.b;

/** The layout that all charts share. */
export function chartLayout(chart: ChartLayout): PlotlyObject {
  const subtitle = wrapParts(chart.subtitle, subtitleWidth);
  const above = (subtitle.length - 1) * subtitleLine;
  const missing = placed(chart.missing ?? []);
  const left = chart.left ?? margin.l;
  const last = missing.at(-1);
  const below = last ? last.top + heightOf(last) + 10 : 0;
  const longest = Math.max(0, ...(chart.labels ?? []).map((label) => label.length));
  return {
    title: {
      text: escapeHtml(chart.title),
      font: font(17),
      subtitle: { text: subtitle.map(escapeHtml).join('<br>'), font: font(12, neutral.muted) },
      x: 0,
      xref: 'container',
      xanchor: 'left',
      y: 1,
      yref: 'container',
      yanchor: 'top',
      pad: { l: 12, t: 14 },
    },
    font: font(12),
    height: figureHeight + above + below,
    margin: {
      l: left,
      r: longest > 0 ? Math.min(257, 31 + longest * 7) : 24,
      t: margin.t + above,
      b: margin.b + below,
    },
    paper_bgcolor: neutral.paper,
    plot_bgcolor: neutral.paper,
    hoverlabel: { bgcolor: neutral.hover, bordercolor: neutral.grid, font: font(12), align: 'left' },
    hovermode: 'closest',
    showlegend: false,
    xaxis: chart.xaxis,
    yaxis: chart.yaxis,
    annotations: [...(chart.annotations ?? []), ...missing.map((note) => missingNote(note, left))],
  };
}

interface Note {
  readonly lines: readonly string[];
  readonly full: string;
  /** Pixels below the first. */
  readonly top: number;
}

const heightOf = ({ lines }: Pick<Note, 'lines'>): number => missingLine + (lines.length - 1) * subtitleLine;

/** One under the other; a long one takes several lines. */
function placed(missing: readonly { text: string; full: string }[]): Note[] {
  let top = 0;
  return missing.map(({ text, full }) => {
    const note = { lines: foldText(text, subtitleWidth).split('\n'), full, top };
    top += heightOf(note);
    return note;
  });
}

/** Plotly's own legend would take its width from the plot; these lines take height only. */
const missingNote = ({ lines, full, top }: Note, left: number): PlotlyObject => ({
  text: `✕  ${lines.map(escapeHtml).join(`<br>${'&nbsp;'.repeat(5)}`)}`,
  hovertext: escapeHtml(full),
  x: 0,
  y: 0,
  xref: 'paper',
  yref: 'paper',
  xanchor: 'left',
  yanchor: 'top',
  xshift: 14 - left,
  yshift: -(margin.b + 4 + top),
  align: 'left',
  showarrow: false,
  font: font(12, neutral.missing),
});
