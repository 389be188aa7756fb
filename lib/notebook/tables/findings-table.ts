import { engineByName } from '../../engines/engine-by-name';
import { againstText, type ContractReport, versionOf, withVerdict } from '../../results/contract-report';
import { readContracts } from '../../results/contract-store';
import { resultsFolder } from '../../results/results-folder';
import { cell, makeTable } from '../../views/tables/make-table';
import type { Table, TableRow } from '../../views/tables/table';

/**
 * What the contract suite found wrong with each of these engines, from the newest report of each release: those of the results
 * folder and those that come with the laboratory. An engine that was never asked has its row, which says so.
 */
export async function findingsTable(names: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<Table> {
  const { reports } = await readContracts(resultsFolder(undefined, env));
  return makeTable({
    columns: ['check', 'what was seen', 'what to do'].map((name) => ({ name, head: name })),
    rows: names.flatMap((name) => {
      const about = reports.filter(({ engine }) => engine === name);
      return about.length > 0 ? about.flatMap(rowsOf) : neverAsked(name);
    }),
  });
}

function rowsOf(report: ContractReport): TableRow[] {
  const bad = withVerdict(report, 'broken', 'finding');
  const against = againstText(report);
  const tested = report.testedAgainst === 'engine' ? '' : '; its adapter is tested against a stub of its protocol';
  const asked = `${withVerdict(report, 'pass').length} checks passed`;
  return [
    {
      heading: `${report.title} ${versionOf(report)}, ${report.at.slice(0, 10)}: ${asked}${against && `; ${against}`}${tested}`,
    },
    ...(bad.length > 0
      ? bad.map(({ name, question, what, advice }) => ({
          cells: [cell(name, { hover: question }), cell(what), cell(advice ?? null)],
        }))
      : [{ cells: [cell('no finding')], grey: true }]),
  ];
}

const neverAsked = (name: string): TableRow[] => [
  { heading: engineByName(name).title },
  { cells: [cell(`never asked here: npx vexlab contract ${name}`)], grey: true },
];
