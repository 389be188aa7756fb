import { decodeHistogram } from '../measure/histogram';
import type { FilteredWorkload, SearchWorkload } from '../results/cell';
import type { Finding, MissingRecord, SearchedRecord } from '../results/record';
import { efOf } from './ef-of';
import type { Estimate } from './estimate';
import { independentGroups } from './groups';
import { indexingOf } from './indexing';
import { mergeFindings } from './merge-findings';
import { coefficientOfVariation } from './moments';
import { medianOver } from './over-runs';
import { latencyCurve, latencyOf } from './percentiles';
import { pingOf } from './ping';
import { hitsByBuild } from './query-hits';
import { recallOver } from './recall-estimate';
import { runLatencies } from './run-latencies';
import { dueIn, failedIn, runValues } from './run-values';
import type { MeasuredSummary } from './summary';

/** Summarises the runs of one setting; `lost` are its cells that were not measured, `curve` what a check of ef found. */
export function summariseRuns<W extends SearchWorkload | FilteredWorkload>(
  records: readonly [SearchedRecord<W>, ...SearchedRecord<W>[]],
  lost: readonly MissingRecord[],
  curve: readonly Finding[],
): MeasuredSummary<W> {
  const [{ dataset, engine, machine, params, cell }] = records;
  const { seed } = cell;
  const failed = records.map(failedIn);
  const latencies = runLatencies(
    records.map((record) => decodeHistogram(record.histograms.service)),
    failed,
  );
  const runs = records
    .map((record, i) => runValues(record, latencies.means[i] ?? NaN))
    .sort((a, b) => a.repetition - b.repetition || a.run.localeCompare(b.run));
  const ef = efOf(records[0]);
  const rates = runs.map(({ qps }) => qps);
  const builds = runs.map(({ build }) => build);
  const overRuns = (values: readonly number[]) => medianOver(values, builds, { seed });
  // In the order of the records, as the latencies are.
  const groups = independentGroups(records.map(({ build }) => build.id));
  return {
    state: 'measured',
    dataset,
    engine,
    machine,
    commits: [...new Set(records.map(({ commit }) => commit))],
    build: cell.build,
    search: cell.search,
    params,
    workload: cell.workload,
    k: cell.workload.k,
    clients: cell.workload.clients,
    ...(ef === undefined ? {} : { ef }),
    repetitions: runs.length,
    builds: new Set(records.map(({ build }) => build.id)).size,
    ...recalls(records),
    qps: overRuns(rates),
    latency: latencyOf(latencies, groups),
    curve: latencyCurve(latencies, groups),
    cv: coefficientOfVariation(rates),
    samples: total(runs.map(({ requests }) => requests)),
    failed: total(failed),
    errors: addUp(records.map(({ errors }) => errors)),
    short: total(records.map(({ answers }) => answers.short)),
    duplicates: total(records.map(({ answers }) => answers.duplicates)),
    memory: {
      ...optional(
        'lab',
        runs.map(({ memory }) => memory.lab),
        overRuns,
      ),
      ...optional(
        'engine',
        runs.map(({ memory }) => memory.engine),
        overRuns,
      ),
    },
    indexing: indexingOf(records),
    ...pingOf(records),
    findings: mergeFindings([...records.map(({ findings }) => findings), curve]),
    lost: reasons(lost),
    runs,
  };
}

/** Strictly by id, and with ties; the same estimate where no tie made a difference, as it takes a while to make. */
function recalls(
  records: readonly [SearchedRecord, ...SearchedRecord[]],
): Pick<MeasuredSummary, 'recall' | 'recallTies'> {
  const [first] = records;
  const over = (which: 'hits' | 'tieHits') => {
    const hits = hitsByBuild(records, which);
    return hits && recallOver(hits, dueIn(first), { seed: first.cell.seed });
  };
  const recall = over('hits');
  const tied = records.some(({ answers }) => answers.hits !== answers.tieHits);
  const recallTies = tied ? over('tieHits') : recall;
  return { ...(recall && { recall }), ...(recallTies && { recallTies }) };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** An estimate under its name where every run has the value; a part of the runs would be another sample. */
function optional<Name extends string>(
  name: Name,
  values: readonly (number | undefined)[],
  over: (values: readonly number[]) => Estimate,
): Partial<{ [N in Name]: Estimate }> {
  const known = values.filter((value) => value !== undefined);
  const part: Partial<{ [N in Name]: Estimate }> = {};
  if (known.length === values.length) part[name] = over(known);
  return part;
}

function addUp(errors: readonly { [kind: string]: number }[]): { [kind: string]: number } {
  const sums: { [kind: string]: number } = {};
  for (const [kind, count] of errors.flatMap((one) => Object.entries(one))) sums[kind] = (sums[kind] ?? 0) + count;
  return sums;
}

function reasons(lost: readonly MissingRecord[]): MeasuredSummary['lost'] {
  const counted = new Map<string, { state: MissingRecord['state']; why: string; cells: number }>();
  for (const { state, why } of lost) {
    const known = counted.get(`${state} ${why}`);
    if (known) known.cells += 1;
    else counted.set(`${state} ${why}`, { state, why, cells: 1 });
  }
  return [...counted.values()];
}
