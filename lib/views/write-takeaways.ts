import { groupBy } from '../analysis/by-setting';
import { hasWrites } from '../analysis/summarise-mixed';
import type { FilteredSummary, MissingSummary, MixedSummary } from '../analysis/summary';
import { asked, recallText, whole, withInterval } from './format';

/** What a filter costs each engine and setting, in sentences with their numbers. */
export function filteredTakeaway(summaries: readonly (FilteredSummary | MissingSummary)[]): string {
  const measured = summaries.filter((one): one is FilteredSummary => one.state === 'measured');
  return groupBy(measured, (one) => `${one.engine.name} ${one.ef} ${one.clients} ${one.k} ${one.dataset.digest}`)
    .map((line) => {
      const [narrow, wide] = [line[0], line.at(-1) as FilteredSummary];
      const lowest = line.reduce((a, b) => ((b.recall?.value ?? 1) < (a.recall?.value ?? 1) ? b : a));
      const broken = line.filter(({ findings }) =>
        findings.some(({ check, verdict }) => check === 'filter-respected' && verdict === 'fail'),
      );
      return [
        `${narrow.engine.title}: where ${asked(narrow.filter.selectivity)} pass it answers ${withInterval(narrow.qps)} queries/s, `,
        `where ${asked(wide.filter.selectivity)} pass ${withInterval(wide.qps)}; `,
        `its lowest recall is ${recallOf(lowest)}, where ${asked(lowest.filter.selectivity)} pass`,
        broken.length > 0 ? `; it breaks the filter on ${broken.length} of ${line.length} rungs.` : '.',
      ].join('');
    })
    .join('\n');
}

/** What writes cost the searches of each engine and setting, in sentences with their numbers. */
export function mixedTakeaway(summaries: readonly (MixedSummary | MissingSummary)[]): string {
  return summaries
    .flatMap((one) => (one.state === 'measured' && hasWrites(one) ? [one] : []))
    .map((one) => {
      const { engine, workload, alone, stale, samples } = one;
      const median = `its median search takes ${medianOf(one)} ms`;
      const without = alone ? `, without writes ${medianOf(alone)} ms` : '';
      const back = stale === 0 ? 'no deleted row came back' : `${whole(stale)} deleted rows came back`;
      return (
        `${engine.title}: with ${asked(workload.inserts + workload.deletes)} writes ${median}${without}; recall of the moment ` +
        `${recallOf(one)}; in ${whole(samples)} searches ${back}.`
      );
    })
    .join('\n');
}

const recallOf = ({ recall }: FilteredSummary | MixedSummary): string =>
  recall ? withInterval(recall, recallText) : '—';

const medianOf = ({ latency: { p50 } }: MixedSummary): string => (p50 ? withInterval(p50) : '—');
