import { escapeHtml } from '../escape';
import type { PlotlyObject } from '../figure';
import { font } from '../theme';
import { plotHeight } from './chart-layout';
import type { Range } from './log-axis';
import { spreadLabels } from './spread-labels';

/** The right end of a line, on axes of which y is logarithmic. */
export interface LineEnd {
  readonly name: string;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
  /** Stands under the name. */
  readonly second?: string;
  /** True where the x axis is logarithmic too. */
  readonly logX?: boolean;
}

const lineHeight = 17;

/**
 * Each line's name beside its right end, moved apart where ends lie close together; `height`: pixels of the y axis. A bar has the
 * line's colour and the name that of the text: no colour of a line is dark enough for letters on a white page and light enough on a
 * dark one.
 */
export function endLabels(ends: readonly LineEnd[], range: Range, height = plotHeight): PlotlyObject[] {
  const perDecade = height / Math.log10(range.to / range.from);
  const wished = ends.map(({ y }) => Math.log10(y) * perDecade);
  const lines = ends.some(({ second }) => second !== undefined) ? 2 : 1;
  const placed = spreadLabels(wished, lines * lineHeight);
  return ends.map(({ name, second, colour, x, y, logX }, i) => ({
    x: logX ? Math.log10(x) : x,
    y: Math.log10(y),
    xref: 'x',
    yref: 'y',
    text: [`${barIn(colour)}${escapeHtml(name)}`, ...(second === undefined ? [] : [escapeHtml(second)])].join('<br>'),
    ...(second !== undefined && { align: 'left' }),
    font: font(12),
    showarrow: false,
    xanchor: 'left',
    xshift: 10,
    yshift: (placed[i] ?? 0) - (wished[i] ?? 0),
  }));
}

/** Not a dot, which would pass for one more point of the line. */
const barIn = (colour: string): string => `<span style="color:${escapeHtml(colour)}">▌</span>`;
