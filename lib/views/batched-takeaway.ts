import { groupBy } from '../analysis/by-setting';
import { settingKey } from '../analysis/setting-key';
import { settingName } from '../analysis/setting-name';
import { alongSizes } from '../analysis/along-sizes';
import type { BatchedSummary, MissingSummary } from '../analysis/summary';
import { failedText } from './failed-text';
import { counted, recallText, whole, withInterval } from './format';

/** What larger requests bring each engine and setting, and what they take, in sentences with their numbers. */
export function batchedTakeaway(summaries: readonly (BatchedSummary | MissingSummary)[]): string {
  const measured = summaries.filter((one): one is BatchedSummary => one.state === 'measured');
  return groupBy(measured, (one) => settingKey(one, { workload: { ...one.workload, ...alongSizes } }))
    .map((line) => {
      const [small, large] = [line[0], line.at(-1) as BatchedSummary];
      const { ef, clients } = small;
      const setting = `${settingName(small, measured, [({ k }) => `k ${k}`])}${ef === undefined ? '' : `, ef ${ef}`}, ${counted(clients, 'client')}`;
      const recall = large.recall ? `, at recall ${withInterval(large.recall, recallText)}` : '';
      const points = line.length === 1 ? pointOf(small) : `${pointOf(small)}; ${pointOf(large)}`;
      const failed = failedText(line);
      return `${setting}: ${points}${recall}${failed && `; ${failed}`}.`;
    })
    .join('\n');
}

function pointOf({ workload, qps, latency: { p50 } }: BatchedSummary): string {
  const took = p50 ? `, in the median ${withInterval(p50)} ms a request` : '';
  return `${workload.size === 1 ? 'one query' : `${whole(workload.size)} queries`} a request ${withInterval(qps)} queries/s${took}`;
}
