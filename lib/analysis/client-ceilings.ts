import type { SaturationLine } from './saturation-lines';

/** The highest rate as a share of the client's own ceiling there; undefined: no ceiling was measured. */
export function ceilingShare({ settings, knee }: Pick<SaturationLine, 'settings' | 'knee'>): number | undefined {
  if (knee.state === 'not available') return undefined;
  const ceiling = ceilingOf(settings.find(({ clients }) => clients === knee.rateAt));
  return ceiling === undefined ? undefined : knee.rate.value / ceiling;
}

/** Of a setting, median over its runs. */
export function ceilingOf(setting: SaturationLine['settings'][number] | undefined): number | undefined {
  const all = (setting?.runs ?? []).flatMap(({ ceiling }) => ceiling ?? []).sort((a, b) => a - b);
  return all[all.length >> 1];
}
