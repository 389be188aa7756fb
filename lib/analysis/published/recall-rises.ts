import type { PublishedRow } from '../../results/published/published-row';
import { groupBy } from './group-by';
import { pass, ruleOverRows, warn, type Rule, type Verdict } from './rule';
import { exactly, said, stated } from './stated';

/** Parameters of which a larger value searches more. */
const knobs = /^(ef|ef_?search|hnsw_ef|num_candidates|search_list|n?probes?|level|refine_k)$/i;
/** As in the lab's own check: two builds of an index may differ by this. */
const chance = 0.005;

interface Step {
  readonly knob: string;
  readonly from: PublishedRow;
  readonly to: PublishedRow;
}

/** Recall must not fall where a search looks at more. */
export const recallRises: Rule = ruleOverRows({
  check: 'recall-rises',
  asks: 'Does recall rise with ef?',
  premises:
    'Rows that differ in nothing printed but one parameter of which more searches more (ef, candidates, probes, level) ask the same queries ' +
    'of the same index, without a filter. Then recall does not fall as it grows.',
  falseAlarms:
    'A fall up to 0.005 is let pass, as between two builds; a larger one is no more than a warning, as something unprinted may differ.',
  rows(rows) {
    const curves = rows.filter(
      ({ recall, rate, filter }) => filter === 'none' && recall !== undefined && rate !== undefined && rate > 0,
    );
    const steps = new Map<PublishedRow, Step[]>();
    for (const knob of new Set(
      rows.flatMap(({ params = {} }) => Object.keys(params).filter((name) => knobs.test(name))),
    )) {
      const turned = curves.filter(({ params }) => typeof params?.[knob] === 'number');
      for (const all of new Set(groupBy(turned, (row) => alike(row, knob)).values())) {
        for (const step of stepsOf(all, knob)) {
          for (const end of [step.from, step.to]) steps.set(end, [...(steps.get(end) ?? []), step]);
        }
      }
    }
    return rows.map((row): Verdict => {
      const found = stated(row, ['recall', 'rate']);
      if (typeof found === 'string') return found;
      if (row.filter !== 'none')
        return row.filter === undefined ? 'not stated: whether a filter was set' : 'a filter is set';
      const own = steps.get(row);
      return own ? verdictOf(own) : 'no other row differs in a search parameter alone';
    });
  },
});

/** What is printed of a row's setting but for one parameter. */
const alike = (
  { source, engine, setup, version, dataset, rows, k, loadS, params }: PublishedRow,
  knob: string,
): string => {
  const rest = Object.entries(params ?? {}).filter(([name]) => name !== knob);
  return JSON.stringify([source, engine, setup, version, dataset, rows, k, loadS, rest.sort()]);
};

/** From each value of the knob to the next. */
function stepsOf(rows: readonly PublishedRow[], knob: string): Step[] {
  const value = ({ params }: PublishedRow): number => params?.[knob] as number;
  const sorted = [...rows].sort((a, b) => value(a) - value(b));
  return sorted.slice(1).flatMap((to, i) => {
    const from = sorted[i] as PublishedRow;
    return value(from) < value(to) ? [{ knob, from, to }] : [];
  });
}

const fall = ({ from, to }: Step): number => (from.recall as number) - (to.recall as number);

function verdictOf(steps: readonly Step[]): Verdict {
  const worst = steps.reduce((a, b) => (fall(b) > fall(a) ? b : a));
  const numbers = { largestFall: Math.max(0, fall(worst)) };
  if (fall(worst) <= chance) return pass(numbers, `recall does not fall as ${worst.knob} grows`);
  const { knob, from, to } = worst;
  return warn(
    numbers,
    `recall falls by ${said(fall(worst))}, from ${exactly(from.recall as number)} at ${knob} ${String(from.params?.[knob])} to ` +
      `${exactly(to.recall as number)} at ${String(to.params?.[knob])}: cannot be right unless index or queries were others`,
  );
}
