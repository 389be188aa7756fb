import { canonicalJson } from '../base/canonical-json';
import type { CellParams } from '../results/cell';
import { fewestUnits } from './estimate';
import { loadText } from './load-text';
import type { MissingSummary } from './summary';
import type { SummaryHead } from './summary-head';
import { threadsOf } from './threads-of';

const paramsText = (params: CellParams): string =>
  Object.entries(params)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ') || 'none';

const distinct = <T>(items: readonly T[], key: (item: T) => unknown = (item) => item): T[] => [
  ...new Map(items.map((item) => [canonicalJson(key(item)), item])).values(),
];

const titles = (settings: readonly Measured[]): string =>
  distinct(settings.map(({ engine }) => engine.title)).join(', ');

/**
 * A setting that was measured, of whatever workload: clients of a closed loop, index builds of searches, vectors of an insert,
 * requests that an open loop may have under way.
 */
type Measured = SummaryHead & {
  readonly ef?: number;
  readonly clients?: number;
  readonly builds?: number;
  readonly batch?: number;
  readonly limit?: number;
};

/** What could not be made equal, and what the intervals leave out: sentences to print beside a comparison. */
export function notes(summaries: readonly (Measured | MissingSummary)[]): string[] {
  const measured = summaries.filter((one): one is Measured => one.state === 'measured');
  return [
    ...unequalReach(measured),
    ...unequalThreads(measured),
    ...unequalLimits(measured),
    ...unequalParams(measured),
    ...unequalInserts(measured),
    ...notTaken(measured),
    ...mixedSources(measured),
    ...narrowIntervals(measured),
    ...distinct(measured.filter(({ dataset }) => dataset.synthetic).map(({ dataset }) => dataset.name)).map(
      (name) => `${name} is synthetic: generated vectors, not data of the world.`,
    ),
  ];
}

function unequalReach(measured: readonly Measured[]): string[] {
  const inside = measured.filter(({ engine }) => engine.kind === 'embedded');
  const outside = measured.filter(({ engine }) => engine.kind !== 'embedded');
  if (inside.length === 0 || outside.length === 0) return [];
  return [
    `${titles(outside)} ${distinct(outside.map(({ engine }) => engine.title)).length === 1 ? 'answers' : 'answer'} over a connection and ${titles(inside)} inside the lab's own process: ` +
      'the times of the first hold transport and encoding, those of the second do not.',
    `Memory of ${titles(inside)} cannot be told from the lab's own: where the table says "lab" it is that of the whole process.`,
  ];
}

/** The index parameters as the engine reports them; one that it does not report, as asked, which is said. */
const inForce = (asked: CellParams, readBack: CellParams): CellParams =>
  Object.fromEntries(
    Object.entries(asked).map(([name, value]) =>
      name in readBack ? [name, readBack[name] as typeof value] : [`${name} (asked, not reported)`, value],
    ),
  );

/** An engine that answers with fewer threads than there are clients makes them wait; one that does not say may use all. */
function unequalThreads(measured: readonly Measured[]): string[] {
  const searched = measured.filter(({ workload }) => workload.type !== 'ingest');
  const most = Math.max(0, ...searched.map(({ clients = 0 }) => clients));
  const settings = searched.map((setting) => ({
    setting,
    known: threadsOf({ ...setting.params.asked, ...setting.params.readBack }),
  }));
  const waiting = settings.flatMap(({ setting, known }) =>
    known && known.threads < most ? [{ title: setting.engine.title, ...known }] : [],
  );
  const silent = settings.filter(({ known }) => !known).map(({ setting }) => setting);
  if (waiting.length === 0) return [];
  return [
    ...distinct(waiting).map(
      ({ title, name, threads }) =>
        `${title} answers with ${threads} thread${threads === 1 ? '' : 's'} (${name} ${threads}); further clients wait.`,
    ),
    ...(silent.length > 0
      ? [`${titles(silent)}: no number of threads is reported; it may be one, or every core of the machine.`]
      : []),
  ];
}

/** An open loop has no number of clients: what may be under way at once is decided by the lab, or by the engine's own client. */
export function unequalLimits(measured: readonly { engine: { title: string }; limit?: number }[]): string[] {
  const known = distinct(
    measured.flatMap(({ engine: { title }, limit }) => (limit === undefined ? [] : [{ title, limit }])),
  );
  const limits = distinct(known.map(({ limit }) => limit)).sort((a, b) => a - b);
  if (limits.length < 2) return [];
  const of = (limit: number): string =>
    known
      .filter((one) => one.limit === limit)
      .map(({ title }) => title)
      .join(', ');
  return [
    `In an open loop the clients could have ${limits.map((limit) => `${limit.toLocaleString('en-US')} requests (${of(limit)})`).join(', ')} ` +
      'under way at once; an arrival beyond that fails as not-sent, where with a higher limit it would have waited.',
  ];
}

function unequalParams(measured: readonly Measured[]): string[] {
  const built = distinct(
    measured.map(({ engine, build, params }) => ({ engine: engine.title, build: inForce(build, params.readBack) })),
  );
  const sets = distinct(built, ({ build }) => build);
  if (sets.length < 2) return [];
  return [
    'The index parameters differ; those in force, as each engine reports them, in its own names: ' +
      `${built.map(({ engine, build }) => `${engine}: ${paramsText(build)}`).join('; ')}.`,
  ];
}

function notTaken(measured: readonly Measured[]): string[] {
  return distinct(
    measured.flatMap(({ engine, params }) =>
      Object.entries(params.asked)
        .filter(([name, value]) => name in params.readBack && params.readBack[name] !== value)
        .map(
          ([name, value]) =>
            `${engine.title} was asked for ${name} ${value} and reports ${name} ${params.readBack[name]}.`,
        ),
    ),
  );
}

function mixedSources(measured: readonly Measured[]): string[] {
  const machines = distinct(measured.map(({ machine }) => machine));
  const commits = distinct(measured.flatMap((summary) => summary.commits));
  return [
    ...(machines.length > 1
      ? [`These figures come from ${machines.length} machines; rates of different machines are not compared.`]
      : []),
    ...(commits.length > 1
      ? [`These figures were measured by ${commits.length} versions of the lab: ${commits.join(', ')}.`]
      : []),
  ];
}

/** `largest` is the most vectors that an engine takes at once, of each its own. */
function unequalInserts(measured: readonly Measured[]): string[] {
  const largest = measured.flatMap(({ engine, workload, batch }) =>
    workload.type === 'ingest' && workload.batch === 'largest' && batch !== undefined
      ? [{ engine: engine.title, batch }]
      : [],
  );
  const each = distinct(largest);
  if (new Set(each.map(({ batch }) => batch)).size < 2) return [];
  const told = each.map(({ engine, batch }) => `${engine} ${batch.toLocaleString('en-US')}`);
  return [`The largest insert is of each engine its own, in vectors: ${told.join(', ')}.`];
}

/** What has an interval over the runs; a long run is never put together with another. */
const estimatedOver = ({ workload }: Measured): string | undefined =>
  workload.type === 'endurance'
    ? undefined
    : workload.type === 'capacity'
      ? 'the highest rate held'
      : workload.type === 'ingest'
        ? 'filling'
        : 'rate and latency';

function narrowIntervals(measured: readonly Measured[]): string[] {
  const few = measured.filter(({ repetitions }) => repetitions < fewestUnits);
  const fewBuilds = measured.filter(
    ({ repetitions, builds = Infinity }) => repetitions >= fewestUnits && builds < fewestUnits,
  );
  const lost = measured.filter((summary) => summary.lost.length > 0);
  return [
    ...distinct(few.flatMap((one) => estimatedOver(one) ?? [])).map((what) => {
      const without = few.filter((one) => estimatedOver(one) === what);
      const counts = distinct(without.map(({ repetitions }) => repetitions)).sort((a, b) => a - b);
      return (
        `${titles(without)}: no interval of ${what}: ${counts.join(', ')} run${counts.at(-1) === 1 ? '' : 's'}; ` +
        `it takes ${fewestUnits}.`
      );
    }),
    ...distinct(fewBuilds.map(({ builds }) => builds)).map(
      (builds) =>
        `${titles(fewBuilds.filter((setting) => setting.builds === builds))}: the intervals of rate and latency are of ` +
        `${builds === 1 ? 'this one index build' : `these ${builds} index builds`}; another build may differ by more.`,
    ),
    ...lost.map(
      ({ engine, ef, workload, lost: cells }) =>
        `${engine.title}${ef === undefined ? '' : ` at ef ${ef}`} (${loadText(workload)}) lost repetitions: ` +
        `${cells.map(({ cells: n, state, why, remedy }) => `${n} ${state} (${why}${remedy ? `; ${remedy}` : ''})`).join('; ')}.`,
    ),
  ];
}
