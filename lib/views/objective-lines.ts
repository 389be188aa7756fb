import type { ScenarioVerdict } from '../analysis/judge-scenario';
import { objectiveText } from '../results/objective';
import { percent, withInterval } from './format';
import { marginOf, objectiveFormat } from './objective-words';

/** Each objective that was met, with its interval and margin: a terminal's table has room for the figure alone. */
export const objectiveLines = (verdicts: readonly ScenarioVerdict[]): string[] =>
  verdicts.flatMap(({ name, objectives }) =>
    objectives.flatMap((one) => {
      if (one.state !== 'met' || !one.estimate) return [];
      const margin = marginOf(one);
      const left = margin === undefined ? '' : `, margin ${percent(margin)}`;
      return [
        `${name}, ${objectiveText(one.objective)}: met; ${withInterval(one.estimate, objectiveFormat(one.objective))}${left}.`,
      ];
    }),
  );
