import { seriesOf } from '../analysis/series';
import type { MeasuredSummary } from '../analysis/summary';
import { listed, three, withInterval } from './format';

/** Latency of settings in sentences, one for each number of clients: p99 (p95 where not all carry it) and median. */
export function latencySentences(settings: readonly MeasuredSummary[]): string[] {
  const grounds = [...new Set(settings.map(({ clients }) => clients))].sort((a, b) => a - b);
  const sentences = grounds.flatMap((clients) => ofClients(settings.filter((setting) => setting.clients === clients)));
  return sentences.length > 0 ? sentences : ['Too few answers to show any percentile.'];
}

function ofClients(settings: readonly MeasuredSummary[]): string[] {
  const far = settings.every(({ latency }) => latency.p99) ? 'p99' : 'p95';
  const value = ({ latency }: MeasuredSummary): number => latency[far]?.value ?? Infinity;
  const named = seriesOf(settings)
    .flatMap((series) => series.settings.map((setting) => ({ name: withEf(series.name, setting), setting })))
    .sort((a, b) => value(a.setting) - value(b.setting));
  const each = named.flatMap(({ name, setting: { latency } }) =>
    latency[far] && latency.p50
      ? [`${withInterval(latency[far])} ms for ${name} (median ${three(latency.p50.value)} ms)`]
      : [],
  );
  const clients = settings[0]?.clients ?? 0;
  return each.length > 0 ? [`With ${clients} client${clients === 1 ? '' : 's'} ${far} is ${listed(each)}.`] : [];
}

/** A setting's name with its ef, where it has one. */
export const withEf = (name: string, { ef }: MeasuredSummary): string =>
  ef === undefined ? name : `${name}, ef ${ef}`;
