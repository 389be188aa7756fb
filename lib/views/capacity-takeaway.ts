import { searchStates } from '../analysis/capacity-states';
import { panels } from '../analysis/panels';
import { efFeature, withNames } from '../analysis/setting-name';
import type { CapacityOutcome, CapacitySummary } from '../analysis/summarise-capacity';
import { datasetName } from './dataset-text';
import { listed, recallText, three, withInterval } from './format';

/** The highest rates that were held, in sentences with their numbers, one paragraph a dataset and k. */
export function capacityTakeaway(outcomes: readonly CapacityOutcome[]): string {
  const said = panels<CapacitySummary>(outcomes).map(
    ({ dataset, k, measured }) => `On ${datasetName(dataset)}, k ${k}: ${capacitySentences(measured).join(' ')}`,
  );
  return said.join('\n') || 'No highest rate was searched for.';
}

/** One sentence for each setting of one dataset and k. */
export const capacitySentences = (measured: readonly CapacitySummary[]): string[] =>
  withNames(measured, [efFeature]).map(sentence);

function sentence({ engine: { title }, held, broken, recall, found, workload: { p99Ms } }: CapacitySummary): string {
  const within = p99Ms === undefined ? '' : ` with a p99 within ${three(p99Ms)} ms`;
  if (!held || !broken) {
    const ends = listed([...new Set(found.map(({ state }) => searchStates[state]))]);
    return `${title}: no highest rate${within} to be told, the search ended with: ${ends}.`;
  }
  const right = recall ? `, at recall ${recallText(recall.over)}` : '';
  return `${title} holds ${withInterval(held)} requests/s${within} and breaks at ${withInterval(broken)}${right}.`;
}
