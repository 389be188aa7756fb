import { canonicalJson } from '../base/canonical-json';
import type { Objective } from '../results/objective';
import type { Record as LabRecord, RecordCommon, RecordEngine } from '../results/record';
import type { ObjectiveVerdict } from './objectives';
import { type Judgeable, judgeObjectives, rateOf } from './objective-figure';
import { settingKey } from './setting-key';
import { settingName } from './setting-name';
import { summarise } from './summarise';
import { summariseBatched } from './summarise-batched';
import { summariseOpen } from './summarise-open';

/** How one engine does at one load: by the one setting that does best, and what each objective says there. */
export interface ScenarioVerdict {
  readonly dataset: RecordCommon['dataset'];
  readonly engine: RecordEngine;
  /** The engine, with its release or machine where several were judged. */
  readonly name: string;
  /**
   * `met`: one setting meets all objectives at once; `missed`: every setting misses one or more; `not shown`: neither can be
   * said; `not measured`: there is no setting that was measured, or an objective whose figure there is not.
   */
  readonly state: ObjectiveVerdict['state'];
  /** The setting spoken of, of {@link settings} that were measured. */
  readonly summary: Judgeable;
  readonly settings: number;
  readonly objectives: readonly ObjectiveVerdict[];
}

const order = { met: 0, 'not shown': 1, missed: 2, 'not measured': 3 } as const;

/** The state of all together: the worst, where one that was missed says more than one that was not measured. */
function together(verdicts: readonly ObjectiveVerdict[]): ObjectiveVerdict['state'] {
  const states = new Set(verdicts.map(({ state }) => state));
  return (['missed', 'not measured', 'not shown'] as const).find((state) => states.has(state)) ?? 'met';
}

/**
 * Holds every engine at every load (dataset, k, clients or rate, queries of a request) against the objectives. Settings that differ in their parameters
 * alone compete: a customer sets one of them. Of equals the faster one is spoken of.
 */
export function judgeScenario(objectives: readonly Objective[], records: readonly LabRecord[]): ScenarioVerdict[] {
  const summaries: Judgeable[] = [...summarise(records), ...summariseBatched(records), ...summariseOpen(records)];
  const loads = new Map<string, Judgeable[]>();
  for (const summary of summaries) loads.set(loadOf(summary), [...(loads.get(loadOf(summary)) ?? []), summary]);
  return [...loads.values()].map((settings) => {
    const judged = settings
      .map((summary) => ({ summary, verdicts: judgeObjectives(objectives, summary) }))
      .map((one) => ({ ...one, state: together(one.verdicts) }))
      .sort((a, b) => order[a.state] - order[b.state] || missed(a) - missed(b) || rate(b) - rate(a));
    const [best] = judged as [(typeof judged)[number]];
    const { dataset, engine } = best.summary;
    const measured = settings.filter(({ state }) => state === 'measured').length;
    const name = best.summary.state === 'missing' ? engine.title : nameOf(best.summary, summaries);
    return {
      dataset,
      engine,
      name,
      state: best.state,
      summary: best.summary,
      settings: measured,
      objectives: best.verdicts,
    };
  });
}

function nameOf(summary: Exclude<Judgeable, { state: 'missing' }>, all: readonly Judgeable[]): string {
  const judged = all.flatMap((one) => (one.state === 'measured' ? [one] : []));
  // The parameters compete, and the dataset stands beside.
  const seen = ({ engine, machine }: typeof summary) => ({ engine, machine, build: {}, dataset: { name: '' } });
  return settingName(seen(summary), judged.map(seen));
}

/** Releases and machines of one engine do not compete: a customer has one of them. */
const loadOf = (summary: Judgeable): string =>
  summary.state === 'missing'
    ? canonicalJson([summary.dataset.name, summary.dataset.digest, summary.engine.name, summary.why])
    : settingKey(summary, { build: null, search: null, workload: [summary.k, ...loadOn(summary)] });

const loadOn = (summary: Exclude<Judgeable, { state: 'missing' }>): (string | number)[] => {
  if ('response' in summary) return [`${summary.rate}/s`];
  return [summary.clients, ...('requestRate' in summary ? [summary.workload.size] : [])];
};

const missed = ({ verdicts }: { verdicts: readonly ObjectiveVerdict[] }): number =>
  verdicts.filter(({ state }) => state === 'missed').length;

const rate = ({ summary }: { summary: Judgeable }): number =>
  summary.state === 'measured' ? rateOf(summary).value : 0;
