import { openSeriesOf, type OpenSeries } from '../analysis/open-series';
import type { OpenOutcome, OpenSummary } from '../analysis/open-summary';
import { panels } from '../analysis/panels';
import { three, withInterval } from './format';
import { datasetName } from './dataset-text';

/** What open loops say, in sentences with their numbers, one paragraph a dataset and k. */
export function openTakeaway(outcomes: readonly OpenOutcome[]): string {
  const said = panels(outcomes).map(
    ({ dataset, k, measured }) =>
      `On ${datasetName(dataset)}, k ${k}, in an open loop: ${openSentences(measured).join(' ')}`,
  );
  return said.join('\n') || 'No open loop was measured.';
}

/** One sentence or two for each line of open loops of one dataset and k. */
export const openSentences = (measured: readonly OpenSummary[]): string[] => openSeriesOf(measured).flatMap(ofLine);

function ofLine({ name, settings }: OpenSeries): string[] {
  const held = settings.filter(({ verdict }) => verdict === 'held').at(-1);
  const broken = settings.find(({ verdict }) => verdict === 'broken');
  const [lowest] = settings;
  const from =
    settings.length > 1 && held && held !== lowest ? `, from ${waits(lowest)} at ${three(lowest.rate)}/s` : '';
  return [
    held
      ? `${name} holds ${three(held.rate)} requests/s, where a user waits ${waits(held)}${from}.`
      : `${name} is not shown to hold any rate asked for${lowest.why[0] === undefined ? '' : ` (at ${three(lowest.rate)}/s: ${lowest.why[0]})`}.`,
    ...(broken
      ? [`At ${three(broken.rate)}/s it breaks: ${broken.why[0] ?? 'see the table'}; a user waits ${waits(broken)}.`]
      : []),
  ];
}

function waits({ response }: OpenSummary): string {
  const { p50, p99 } = response;
  const far = p99 ? ` (p99 ${withInterval(p99)} ms)` : ' (no p99)';
  return p50 ? `${three(p50.value)} ms at the median${far}` : 'longer than can be told: half of the requests failed';
}
