import { endurancePanels } from '../analysis/endurance-series';
import type { DriftFigure, EnduranceOutcome, EnduranceRun, EnduranceSummary } from '../analysis/endurance-summary';
import { runRecall } from '../analysis/run-recall';
import { efFeature, withNames } from '../analysis/setting-name';
import { driftFigures, driftNames, driftText, levelText, longLoad } from './drift-text';
import { listed, percent, recallText, whole } from './format';
import { datasetName } from './dataset-text';

/** What long runs say, in sentences with their numbers, one paragraph a dataset and load. */
export function enduranceTakeaway(outcomes: readonly EnduranceOutcome[]): string {
  const said = endurancePanels(outcomes).map(({ measured }) => {
    const [first] = measured;
    return `On ${datasetName(first.dataset)}, k ${first.k}, ${longLoad(first)}: ${enduranceSentences(measured).join(' ')}`;
  });
  return said.join('\n') || 'No long run was measured.';
}

/** A sentence for each run of the settings of one figure. */
export const enduranceSentences = (measured: readonly EnduranceSummary[]): string[] =>
  withNames(measured, [efFeature]).flatMap((summary) =>
    summary.runs.map((run) => {
      const which = summary.runs.length > 1 ? `, repetition ${run.repetition + 1}` : '';
      return `${summary.engine.title}${which}: ${ofRun(run)}.`;
    }),
  );

function ofRun(run: EnduranceRun): string {
  const drifting = driftNames.flatMap((name) => movement(run, name));
  const still = driftNames.filter((name) => verdictOf(run, name) === 'no drift shown').map(level(run));
  const unknown = driftNames.flatMap((name) => {
    const { state, why } = run.drifts[name];
    return state === 'not available' ? [`${driftFigures[name].name} (${why})`] : [];
  });
  const parts = [
    ...drifting,
    ...(still.length > 0 ? [`no drift shown of ${listed(still)}`] : []),
    ...(unknown.length > 0 ? [`not to be judged: ${listed(unknown)}`] : []),
    failures(run),
    ...recallOf(run),
  ];
  return parts.join('; ');
}

/** How many requests failed and when: a drift is shown of more than a few slices only. */
function failures({ slices, failed, requests }: EnduranceRun): string {
  const told = `${whole(failed)} of ${whole(requests)} requests failed`;
  const at = [...slices.entries()].flatMap(([slice, { failed: some }]) => (some > 0 ? [slice + 1] : []));
  const [first, last] = [at[0], at.at(-1)];
  if (first === undefined || last === undefined) return told;
  const where = first === last ? `slice ${first}` : `${at.length} slices from ${first} to ${last}`;
  const most = Math.max(...slices.map(({ errors = 0 }) => errors));
  return `${told}, in ${where} of ${slices.length}, at most ${percent(most)} of one slice`;
}

function recallOf(run: EnduranceRun): string[] {
  const recall = runRecall(run);
  if (!recall) return ['recall not known: no request was due'];
  const { over, least, most } = recall;
  return [`recall ${recallText(over)}, of single slices ${recallText(least)} to ${recallText(most)}`];
}

const verdictOf = ({ drifts }: EnduranceRun, name: DriftFigure): string | undefined => {
  const drift = drifts[name];
  return drift.state === 'judged' ? drift.verdict : undefined;
};

function movement({ drifts }: EnduranceRun, name: DriftFigure): string[] {
  const drift = drifts[name];
  if (drift.state !== 'judged' || drift.verdict === 'no drift shown') return [];
  return [driftText(drift, name)];
}

const level =
  ({ drifts, slices }: EnduranceRun) =>
  (name: DriftFigure): string => {
    const drift = drifts[name];
    const told = drift.state === 'judged' ? [levelText(drift.median, name)] : [];
    const failing = name === 'errors' ? 0 : slices.filter((slice) => slice[name] === Infinity).length;
    if (failing > 0 && failing < slices.length)
      told.push(`in ${failing} of ${slices.length} slices that of a failed request`);
    return `${driftFigures[name].name} (${told.join('; ')})`;
  };
