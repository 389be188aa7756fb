import type { InFlight } from '../../analysis/published/in-flight';
import { escapeHtml } from '../escape';
import type { PlotlyObject } from '../figure';
import { three } from '../format';
import { font } from '../theme';
import { plotHeight } from './chart-layout';
import { spreadLabels } from './spread-labels';

const lineHeight = 17;
/** From so many clients on a label on the right would leave the plot. */
const farRight = 15;

export const inFlightName = ({ engine, rate }: InFlight): string =>
  `${engine}, ${rate.toLocaleString('en-US', { maximumFractionDigits: 0 })}/s`;

export const inFlightText = ({ from, inFlight }: InFlight): string =>
  `${from === 'p99' ? 'at most about ' : ''}${three(inFlight)} in flight`;

/**
 * A label beside each published point, and one for all of the lab's: on the left of points that stand
 * far right; moved apart where points lie together. `without`: where points stand that name no clients, if there are any.
 */
export function inFlightLabels(of: {
  readonly published: readonly InFlight[];
  readonly own: readonly InFlight[];
  readonly without: number | undefined;
  readonly y: { readonly from: number; readonly to: number };
}): PlotlyObject[] {
  const { published, own, without, y } = of;
  const perDecade = plotHeight / Math.log10(y.to / y.from);
  const wished = published.map(({ inFlight }) => Math.log10(inFlight) * perDecade);
  const placed = spreadLabels(wished, lineHeight);
  const labels = published.map((point, i) => {
    const onLeft = point.clients !== undefined && point.clients > farRight;
    const text = `${inFlightName(point)}: ${inFlightText(point)}`;
    // On the right the line of equality rises into a label at the point's height.
    const lower = onLeft || point.clients === undefined ? 0 : 13;
    const yshift = (placed[i] ?? 0) - (wished[i] ?? 0) - lower;
    return label(text, point.clients ?? without ?? 1, point.inFlight, onLeft, yshift);
  });
  const [last] = [...own].sort((a, b) => (b.clients ?? 0) - (a.clients ?? 0));
  return last?.clients === undefined
    ? labels
    : [...labels, label('the lab’s own records', last.clients, last.inFlight, true, 4)];
}

const label = (text: string, x: number, y: number, onLeft: boolean, yshift: number): PlotlyObject => ({
  x: Math.log10(x),
  y: Math.log10(y),
  xref: 'x',
  yref: 'y',
  text: escapeHtml(text),
  font: font(12),
  showarrow: false,
  xanchor: onLeft ? 'right' : 'left',
  xshift: onLeft ? -12 : 15,
  yshift,
});
