import type { Estimate } from '../../analysis/estimate';
import type { PlotlyObject } from '../figure';
import { faded } from '../theme';

/** 95 % intervals as bars; none where there is no interval. */
export const errorBars = (
  estimates: readonly Pick<Estimate, 'value' | 'low' | 'high'>[],
  colour: string,
): PlotlyObject => ({
  type: 'data',
  symmetric: false,
  array: estimates.map(({ value, high }) => (Number.isFinite(high) ? high - value : 0)),
  arrayminus: estimates.map(({ value, low }) => (Number.isFinite(low) ? value - low : 0)),
  color: faded(colour, 0.75),
  thickness: 1.25,
  width: 4,
});
