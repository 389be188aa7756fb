import type { SaturationLine } from './saturation-lines';

/** Requests made where the rate is highest as a share of the ceiling of bare requests by as many clients; undefined: no ceiling was measured. */
export function ceilingShare({ settings, knee }: Pick<SaturationLine, 'settings' | 'knee'>): number | undefined {
  if (knee.state === 'not available') return undefined;
  const ceiling = settings.find(({ clients }) => clients === knee.rateAt)?.ceiling;
  return ceiling?.state === 'known' ? ceiling.share : undefined;
}
