import type { ScenarioVerdict } from '../analysis/judge-scenario';
import { objectiveText } from '../results/objective';
import { percent, whole } from './format';
import { marginOf } from './objective-words';

/** Whether each engine does what a scenario asks for, in sentences: by how much, or what stands against it. */
export const scenarioTakeaway = (verdicts: readonly ScenarioVerdict[]): string => verdicts.map(sentence).join('\n');

function sentence({ name, state, why, summary, objectives }: ScenarioVerdict): string {
  if (summary.state === 'missing') return `${name}: not measured, since ${summary.why}.`;
  const ef = summary.ef === undefined ? '' : ` with ef ${summary.ef}`;
  const setting = 'requestRate' in summary ? `${ef} in requests of ${whole(summary.workload.size)}` : ef;
  if (state === 'met') return `${name}${setting} meets all ${objectives.length} objectives; ${nearest(objectives)}`;
  const against = objectives.filter((one) => one.state !== 'met');
  const told = against.map(({ objective, state: how }) => `${objectiveText(objective)} is ${how}`);
  const open = why === undefined ? '' : ` ${why}.`;
  return `${name}${setting}: ${told.join(', ')}; the other ${objectives.length - against.length} of ${objectives.length} objectives are met.${open}`;
}

/** The objective with the least room at its interval's worse end. */
function nearest(objectives: ScenarioVerdict['objectives']): string {
  const left = objectives.flatMap(({ objective, margin }) => {
    const share = marginOf({ objective, ...(margin && { margin }) });
    return share === undefined ? [] : [{ objective, share }];
  });
  if (left.length === 0) return 'no margin can be said.';
  const least = left.reduce((a, b) => (b.share < a.share ? b : a));
  return `the least margin is ${percent(least.share)}, of ${objectiveText(least.objective)}.`;
}
