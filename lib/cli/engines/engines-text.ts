import type { Capabilities } from '../../engines/engine';
import { foldText } from '../../views/fold-text';
import { table } from '../../views/tables/make-table';
import { type EngineRow, lastTested, testedWords } from '../../notebook/engine-row';

const width = 100;

/** Two tables of at most 100 columns, and below them what does not run and why, and what the contract suite found. */
export function enginesText(rows: readonly EngineRow[], unreadable: readonly { path: string; why: string }[]): string {
  const sections = [
    table(rows.map(here)).text(width),
    table(rows.map(can)).text(width),
    titled('Versions that are not known before the engine runs', rows.flatMap(untold)),
    titled('What does not run here, and what mends it', rows.flatMap(lacking)),
    titled('What the contract suite found', rows.flatMap(findings)),
    titled('What it found of other releases', rows.flatMap(otherReleases)),
    titled(
      'Contract reports that cannot be read',
      unreadable.map(({ path, why }) => folded(`${path}: ${why}`)),
    ),
    titled(
      'Questions of today that a report was not asked: npx vexlab contract ENGINE asks them',
      rows.flatMap(missing),
    ),
    titled('Not yet asked: npx vexlab contract does it', unasked(rows)),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

const here = ({ name, state, how, version, testedAgainst, contract }: EngineRow) => ({
  engine: name,
  state,
  found: how ?? null,
  version: version === undefined ? null : short(version),
  tested: testedWords[testedAgainst],
  findings: contract ? countText(contract) : null,
});

/** `0.8.5` of `0.8.5 (PostgreSQL 16.14)`, which stands in full in the reports. */
const short = (version: string): string => version.split(' ')[0] ?? version;

/** `2 (1.5.9)`; `2 (1.5.9), 1 broken, 4 unasked` of a report with a broken check that was not asked all of today. */
function countText({
  version,
  against,
  findings,
  broken,
  unasked,
  others,
}: NonNullable<EngineRow['contract']>): string {
  return [
    `${findings.length} (${against === 'stub' ? 'a stub' : others.length > 0 ? version.replace(/[()]/g, '') : short(version)})`,
    ...(broken.length > 0 ? [`${broken.length} broken`] : []),
    ...(unasked.length > 0 ? [`${unasked.length} unasked`] : []),
  ].join(', ');
}

const efs: Readonly<Record<Capabilities['searchParams'], string>> = {
  configure: 'at run time',
  build: 'an index each',
  none: 'none',
};
const yes = (has: boolean): string => (has ? 'yes' : 'no');

const can = ({ name, kind, capabilities }: EngineRow) => ({
  engine: name,
  kind,
  metrics: capabilities.metrics.join(' ') || 'none',
  filter: yes(capabilities.filter),
  delete: yes(capabilities.remove),
  durable: yes(capabilities.durable),
  batch: yes(capabilities.batchedSearch === true),
  'search effort': efs[capabilities.searchParams],
  'duplicate ids': capabilities.duplicateIds,
});

const folded = (text: string): string => foldText(text, width, '  ');

const titled = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : [`${title}:`, ...lines].join('\n');

const untold = (row: EngineRow): string[] => {
  const known = lastTested(row);
  return known === undefined ? [] : [folded(`${row.name}: ${known}`)];
};

const lacking = (row: EngineRow): string[] =>
  row.remedy === undefined ? [] : [folded(`${row.name}: ${row.why}; ${row.remedy}`)];

const findings = ({ name, contract }: EngineRow): string[] =>
  [...(contract?.broken ?? []), ...(contract?.findings ?? [])].map((result) =>
    folded(`${name}, ${result.name}: ${result.what}`),
  );

const otherReleases = ({ name, contract }: EngineRow): string[] =>
  (contract?.others ?? []).map(({ version, findings: found }) => folded(`${name} ${version}: ${found} findings`));

const missing = ({ name, contract }: EngineRow): string[] =>
  contract && contract.unasked.length > 0 ? [folded(`${name}: ${contract.unasked.join(', ')}`)] : [];

function unasked(rows: readonly EngineRow[]): string[] {
  const without = rows.filter(({ contract, how }) => contract === undefined && how !== undefined);
  return without.length === 0 ? [] : [folded(without.map(({ name }) => name).join(', '))];
}
