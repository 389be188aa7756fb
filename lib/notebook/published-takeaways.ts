import { canonicalJson } from '../base/canonical-json';
import { countByRule, countByVerdict, type AuditedRow } from '../analysis/published/audit';
import { inFlightOf } from '../analysis/published/in-flight';
import { objections } from '../analysis/published/objections';
import { publishedRules } from '../analysis/published/rules';
import type { PublishedRow } from '../results/published/published-row';
import { counted, listed, percent, three, whole } from '../views/format';

/** What an audit found, in sentences with its numbers; `what` names the rows. */
export function auditTakeaway(audit: readonly AuditedRow[], what = 'published rows'): string {
  const found = countByVerdict(audit);
  const reasons = countByRule(audit).flatMap(({ rule, fail }) => (fail > 0 ? [`${rule.check} ${whole(fail)}`] : []));
  const clean = audit.filter(({ verdict }) => verdict === 'pass');
  const applied = clean.reduce((sum, one) => sum + one.applied, 0) / clean.length;
  return [
    `Of ${whole(audit.length)} ${what}: ${whole(found.fail)} in contradiction with themselves or another` +
      `${reasons.length > 0 ? ` (${listed(reasons)})` : ''}, ${whole(found.warn)} right only under a condition, ` +
      `${whole(found.pass)} with nothing found, ${whole(found['not judged'])} not judged.`,
    ...(clean.length > 0
      ? [
          `Nothing found, by what can be checked: on average ${three(applied)} of ${publishedRules.length} rules apply to such a row.`,
        ]
      : []),
  ].join(' ');
}

/** Where rate and latency are of the same requests: what was in flight, and what the label says. */
export function inFlightTakeaway(audit: readonly AuditedRow[]): string {
  const points = inFlightOf(audit);
  const broken = points.filter(({ verdict }) => verdict === 'fail');
  const unlabelled = points.filter(({ clients }) => clients === undefined);
  const each = broken.map(
    ({ engine, rate, inFlight, clients }) =>
      `${engine}’s ${rate.toLocaleString('en-US')} requests/s had ${three(inFlight)} in flight, and the label says ${whole(clients ?? 0)}`,
  );
  const silent = unlabelled.map(({ engine, dataset, inFlight }) => `${engine}, ${dataset}, ${three(inFlight)}`);
  return [
    `Of ${whole(audit.length)} rows ${whole(points.length)} print a latency of the requests that made the rate, ` +
      `${whole(points.length - unlabelled.length)} of them with the clients.`,
    ...(each.length > 0 ? [`${listed(each)}.`] : []),
    ...(silent.length > 0 ? [`Where the label names no clients, there were in flight: ${listed(silent)}.`] : []),
  ].join(' ');
}

/** How far published rows can be checked at all. */
export function coverageTakeaway(audit: readonly AuditedRow[]): string {
  const counts = countByRule(audit).map(({ rule, notJudged }) => ({
    check: rule.check,
    applied: audit.length - notJudged,
  }));
  const never = counts.filter(({ applied }) => applied === 0).map(({ check }) => check);
  const law = counts.find(({ check }) => check === 'littles-law')?.applied ?? 0;
  return (
    `Little’s law, which needs the clients, the rate and the mean latency of one run, can be applied to ${whole(law)} of ` +
    `${counted(audit.length, 'row')} (${percent(law / audit.length)}).` +
    (never.length > 0 ? ` To no row: ${listed(never)}.` : '')
  );
}

/** What all published runs say, where their file is here (there are some); else what gets it here. */
export const runsTakeaway = (audit: readonly AuditedRow[]): string =>
  audit.length > 0
    ? `vectordbbench-runs.csv is here. ${auditTakeaway(audit, 'runs of VectorDBBench')}`
    : 'vectordbbench-runs.csv is not here: put it in a folder that VEXLAB_DATASETS names, or in a folder "published" beside one.';

/** Rows of the table that differ from the row of the same id in the file that it was taken from; none where the file is not here. */
export function differingRows(table: readonly PublishedRow[], file: readonly PublishedRow[] = []): string[] {
  const originals = new Map(file.map((row) => [row.id, canonicalJson(row)]));
  return table
    .filter((row) => originals.has(row.id) && originals.get(row.id) !== canonicalJson(row))
    .map(({ id }) => id);
}

/** How many rows a rule calls contradictory. */
export const failing = (audit: readonly AuditedRow[], check: string): PublishedRow[] =>
  objections(audit).flatMap((one) => (one.check === check && one.verdict === 'fail' ? one.rows : []));
