import { groupBy } from '../analysis/by-setting';
import { hasWrites } from '../analysis/summarise-mixed';
import { settingKey } from '../analysis/setting-key';
import { clientsFeature, efFeature, settingName } from '../analysis/setting-name';
import type { FilteredSummary, MissingSummary, MixedSummary } from '../analysis/summary';
import { failedText } from './failed-text';
import { asked, recallText, whole, withInterval } from './format';

/** What a filter costs each engine and setting, in sentences with their numbers. */
export function filteredTakeaway(summaries: readonly (FilteredSummary | MissingSummary)[]): string {
  const measured = summaries.filter((one): one is FilteredSummary => one.state === 'measured');
  return groupBy(measured, (one) => settingKey(one, { workload: { ...one.workload, selectivity: null } }))
    .map((line) => {
      const [narrow, wide] = [line[0], line.at(-1) as FilteredSummary];
      const lowest = line.reduce((a, b) => ((b.recall?.value ?? 1) < (a.recall?.value ?? 1) ? b : a));
      const broken = line.filter(({ findings }) =>
        findings.some(({ check, verdict }) => check === 'filter-respected' && verdict === 'fail'),
      );
      const failed = failedText(line);
      return [
        `${settingName(narrow, measured, [({ k }) => `k ${k}`, efFeature, clientsFeature])}: where ${asked(narrow.filter.selectivity)} pass it answers ${withInterval(narrow.qps)} queries/s, `,
        `where ${asked(wide.filter.selectivity)} pass ${withInterval(wide.qps)}; `,
        `its lowest recall is ${recallOf(lowest)}, where ${asked(lowest.filter.selectivity)} pass`,
        broken.length > 0 ? `; it breaks the filter on ${broken.length} of ${line.length} rungs` : '',
        failed && `; ${failed}`,
        '.',
      ].join('');
    })
    .join('\n');
}

/** What writes cost the searches of each engine and setting, in sentences with their numbers. */
export function mixedTakeaway(summaries: readonly (MixedSummary | MissingSummary)[]): string {
  const measured = summaries.flatMap((one) => (one.state === 'measured' && hasWrites(one) ? [one] : []));
  return measured
    .map((one) => {
      const { workload, alone, stale, samples } = one;
      const median = `its median search takes ${medianOf(one)} ms`;
      const without = alone ? `, without writes ${medianOf(alone)} ms` : '';
      const failed = [failedText([one], 'searches'), alone ? failedText([alone], 'searches without writes') : '']
        .filter(Boolean)
        .join(', ');
      const back = stale === 0 ? 'no deleted row came back' : `${whole(stale)} deleted rows came back`;
      return (
        `${settingName(one, measured, [efFeature, clientsFeature])}: with ${asked(workload.inserts + workload.deletes)} writes ${median}${without}; recall of the moment ` +
        `${recallOf(one)}; in ${whole(samples)} searches ${back}${failed && `; ${failed}`}.`
      );
    })
    .join('\n');
}

const recallOf = ({ recall }: FilteredSummary | MixedSummary): string =>
  recall ? withInterval(recall, recallText) : '—';

const medianOf = ({ latency: { p50 } }: MixedSummary): string => (p50 ? withInterval(p50) : '—');
