import type { CompareRates } from '../../analysis/adjust-grounds';
import type { MeasuredSummary } from '../../analysis/summary';
import { intervalText, three } from '../format';
import type { TableCell } from './table';

/** What a table at equal recall says of each rate against the fastest: the ratio, or that no difference is shown. */
export function againstFastest(
  settings: readonly MeasuredSummary[],
  compareRates: CompareRates,
): (setting: MeasuredSummary) => TableCell {
  const fastest = settings.reduce((best, setting) => (setting.qps.value > best.qps.value ? setting : best));
  return (setting) => {
    if (setting === fastest) return { value: 'fastest', text: settings.length > 1 ? 'fastest' : '' };
    const { larger, ratio, why } = compareRates(setting, fastest);
    if (larger === 'no difference shown') return { value: larger, text: larger, hover: why };
    if ('why' in ratio) return { value: null, text: 'not available', hover: ratio.why };
    return { value: ratio.value, text: `× ${three(ratio.value)}`, small: intervalText(ratio) ?? '', hover: why };
  };
}
