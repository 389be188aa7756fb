import { canonicalJson } from '../base/canonical-json';
import type { Workload } from '../results/cell';
import type { Objective } from '../results/objective';
import type { Record as LabRecord, RecordCommon, RecordEngine } from '../results/record';
import { groupBy } from './by-setting';
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
   * `met`: one setting meets all objectives at once; `missed`: every setting asked for misses one or more; `not shown`: neither can
   * be said; `not measured`: there is no setting that was measured, or an objective whose figure there is not.
   */
  readonly state: ObjectiveVerdict['state'];
  /** Why the state is not that of the setting spoken of, where it is not. */
  readonly why?: string;
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
 * Holds every engine at every load (dataset, k, clients or rate, queries of a request) against the objectives. Settings that differ
 * in their parameters alone compete: a customer sets one of them, and what the best of them meets is judged as that of so many
 * ({@link judgeObjectives}). Of equals the faster one is spoken of.
 */
export function judgeScenario(objectives: readonly Objective[], records: readonly LabRecord[]): ScenarioVerdict[] {
  const summaries: Judgeable[] = [...summarise(records), ...summariseBatched(records), ...summariseOpen(records)];
  return groupBy(summaries, loadOf).map((settings) => {
    const measured = settings.filter(({ state }) => state === 'measured').length;
    const judged = settings
      .map((summary) => ({ summary, verdicts: judgeObjectives(objectives, summary, measured) }))
      .map((one) => ({ ...one, state: together(one.verdicts) }))
      .sort((a, b) => order[a.state] - order[b.state] || missed(a) - missed(b) || rate(b) - rate(a));
    const [best] = judged as [(typeof judged)[number]];
    const { dataset, engine } = best.summary;
    const unknown = [...judged.flatMap(unmeasured), ...summaries.flatMap((one) => missingBeside(best.summary, one))];
    const open = best.state === 'missed' && unknown.length > 0;
    return {
      dataset,
      engine,
      name: best.summary.state === 'missing' ? engine.title : nameOf(best.summary, summaries),
      state: open ? 'not shown' : best.state,
      ...(open && { why: `another setting was not measured, and may do better: ${[...new Set(unknown)].join('; ')}` }),
      summary: best.summary,
      settings: measured,
      objectives: best.verdicts,
    };
  });
}

/** What a setting lacks to be judged, where it may meet all that was asked. */
const unmeasured = ({ state, verdicts }: { state: string; verdicts: readonly ObjectiveVerdict[] }): string[] =>
  state === 'not measured' ? verdicts.flatMap((one) => (one.state === 'not measured' ? [one.why] : [])) : [];

/** Why settings of the same engine, data and load came to nothing. */
function missingBeside(measured: Judgeable, other: Judgeable): string[] {
  if (measured.state === 'missing' || other.state === 'measured') return [];
  const place = ({ dataset, engine }: Judgeable) => canonicalJson([dataset.name, dataset.digest, engine.name]);
  const load = canonicalJson(loadOn(measured.workload));
  const beside = place(measured) === place(other) && other.asked.some((asked) => canonicalJson(loadOn(asked)) === load);
  return beside ? [`${other.reason}: ${other.why}`] : [];
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
    : settingKey(summary, { build: null, search: null, workload: loadOn(summary.workload) });

/** What of a workload is its load: not how long it was measured. */
function loadOn(workload: Workload): readonly (string | number)[] {
  if (workload.type === 'open') return [workload.type, workload.k, workload.rate];
  if (workload.type === 'batched') return [workload.type, workload.k, workload.clients, workload.size];
  return workload.type === 'search' ? [workload.type, workload.k, workload.clients] : [workload.type];
}

const missed = ({ verdicts }: { verdicts: readonly ObjectiveVerdict[] }): number =>
  verdicts.filter(({ state }) => state === 'missed').length;

const rate = ({ summary }: { summary: Judgeable }): number =>
  summary.state === 'measured' ? rateOf(summary).value : 0;
