import type { CheckResult, ContractReport } from '../../results/contract-report';
import { againstText, isWhole, reportOn, versionOf, withVerdict } from '../../results/contract-report';
import type { RecordEngine } from '../../results/record';
import type { StoredRun } from '../../results/run-store';
import { escapeHtml } from '../escape';
import { counted } from '../format';
import { cell, makeTable } from '../tables/make-table';
import type { TableCell, TableRow } from '../tables/table';
import { prose, section } from './section';

/** What the contract suite found out about the engines of these runs: a number is worth what its engine is. */
export function contractSection(runs: readonly StoredRun[], contracts: readonly ContractReport[]): string {
  const used = enginesOf(runs);
  if (used.length === 0) return '';
  const told = used.flatMap((engine) => reportsOn(contracts, engine).map((report) => ({ engine, report })));
  const reports = told.flatMap(({ report }) => (report ? [report] : []));
  const asked = reports.map(headOf);
  return section(
    'contract',
    'What the contract suite found',
    [
      prose([intro]),
      prose(told.map(({ engine, report }) => line(engine, asked, report))),
      findings(reports),
      facts(reports),
    ].join('\n'),
  );
}

const intro =
  'Every engine is asked the same questions on a small sample, apart from the measurement: whether it finds, filters, ' +
  'keeps and refuses what it should. A finding is a fault of the engine, shown here and worked around nowhere.';

/** Each once, with every version that the runs used. */
function enginesOf(runs: readonly StoredRun[]): (RecordEngine & { versions: string[] })[] {
  const engines = new Map<string, RecordEngine & { versions: string[] }>();
  for (const { engine } of runs.flatMap(({ records }) => records)) {
    const known = engines.get(engine.name) ?? { ...engine, versions: [] };
    const { clientVersion } = engine;
    const version = engine.serverVersion ?? clientVersion;
    if (version !== undefined && !known.versions.includes(version)) known.versions.push(version);
    engines.set(engine.name, known);
  }
  return [...engines.values()];
}

/** The report on each release that the runs used; where there is none on any of them, the one there is on another. */
function reportsOn(
  contracts: readonly ContractReport[],
  { name, versions }: { name: string; versions: readonly string[] },
): (ContractReport | undefined)[] {
  const about = versions.flatMap((version) => {
    const report = reportOn(contracts, name, [version]);
    return report && versionOf(report) === version ? [report] : [];
  });
  return about.length > 0 ? about : [reportOn(contracts, name)];
}

function line(
  { name, title, versions }: { name: string; title: string; versions: string[] },
  told: readonly string[],
  report?: ContractReport,
): string {
  if (!report) return `${title}: no contract report is kept; npx vexlab contract ${name} makes one.`;
  const of = (verdict: 'finding' | 'broken' | 'pass' | 'fact'): number => withVerdict(report, verdict).length;
  const asked = versionOf(report);
  const against = againstText(report);
  const others = versions.filter((version) => !told.includes(`${report.title} ${version}`));
  return [
    `${title} ${asked}, asked ${report.at.slice(0, 10)}: ${counted(of('finding'), 'finding')}, ${counted(of('fact'), 'fact')}, ${of('pass')} passed`,
    ...(of('broken') > 0 ? [`, ${of('broken')} could not be made`] : []),
    ...(isWhole(report) ? [] : [`; stopped after ${report.checks.length} of ${report.planned} checks`]),
    ...(against ? [`; ${against}`] : []),
    ...(report.testedAgainst === 'protocol-stub' ? ['; its adapter is tested against a stub of its protocol'] : []),
    '.',
    ...(others.length > 0 ? [` These runs used ${others.join(' and ')}, of which it says nothing.`] : []),
  ].join('');
}

function findings(reports: readonly ContractReport[]): string {
  const bad = (report: ContractReport): CheckResult[] => withVerdict(report, 'broken', 'finding');
  return wrapped(
    ['check', 'what was seen', 'what to do'],
    reports.map((report) => [
      headOf(report),
      bad(report).map(({ name, verdict, question, what, advice }) => [
        cell(name, { hover: question, ...(verdict === 'broken' && { small: 'could not be made' }) }),
        cell(what),
        cell(advice ?? null),
      ]),
    ]),
  );
}

/** Neither right nor wrong, so folded away. */
function facts(reports: readonly ContractReport[]): string {
  const all = reports.reduce((sum, report) => sum + withVerdict(report, 'fact').length, 0);
  if (all === 0) return '';
  const table = wrapped(
    ['question', 'what was seen'],
    reports.map((report) => [
      headOf(report),
      withVerdict(report, 'fact').map(({ question, what }) => [cell(question), cell(what)]),
    ]),
  );
  return `<details><summary>${escapeHtml(counted(all, 'fact'))} worth knowing</summary>${table}</details>`;
}

const headOf = (report: ContractReport): string => `${report.title} ${versionOf(report)}`;

/** Rows of cells under a heading for each engine that has any; '' where none has. */
function wrapped(heads: readonly string[], groups: readonly (readonly [string, readonly TableCell[][]])[]): string {
  const rows = groups.flatMap(([heading, lines]): TableRow[] =>
    lines.length > 0 ? [{ heading }, ...lines.map((cells) => ({ cells }))] : [],
  );
  if (rows.length === 0) return '';
  const table = makeTable({ columns: heads.map((name) => ({ name, head: name })), rows });
  return `<div class="wrapped">${table.html()}</div>`;
}
