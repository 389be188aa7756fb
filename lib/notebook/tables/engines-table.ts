import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engines } from '../../engines';
import { readContracts } from '../../results/contract-store';
import { resultsFolder } from '../../results/results-folder';
import { cell, makeTable } from '../../views/tables/make-table';
import type { Table } from '../../views/tables/table';
import { type EngineRow, engineRow, testedVersion, testedWords } from '../engine-row';

const heads = [
  'engine',
  'state',
  'version',
  'metrics',
  'filter',
  'delete',
  'durable',
  'batch',
  'tested',
  'findings',
  'how, or why not',
];

/** Every engine that the laboratory knows: whether it can run here, what it can, and why not. Starts nothing. */
export async function enginesTable(env: NodeJS.ProcessEnv = process.env): Promise<Table> {
  const { reports } = await readContracts(resultsFolder(undefined, env));
  const dataDir = await mkdtemp(join(tmpdir(), 'vexlab-probe-'));
  try {
    const rows = await Promise.all(engines.map((engine) => engineRow(engine, { dataDir, env }, reports)));
    return makeTable({
      columns: heads.map((name) => ({ name, head: name })),
      rows: rows.map((row) => ({ cells: cells(row), ...(row.remedy !== undefined && { grey: true }) })),
    });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function cells(row: EngineRow) {
  const { title, state, version, capabilities, testedAgainst, contract, how, why, remedy } = row;
  const { metrics, filter, remove, durable, batchedSearch } = capabilities;
  const tested = testedVersion(row);
  const yes = (has: boolean) => cell(has ? 'yes' : 'no');
  return [
    cell(title),
    cell(state),
    cell(version?.split(' ')[0] ?? tested?.version ?? '—', tested && { small: `last tested ${tested.on}` }),
    // On one line, however narrow the page.
    cell(metrics.join('\u00a0') || 'none'),
    yes(filter),
    yes(remove),
    yes(durable),
    batchedSearch === true
      ? cell('yes')
      : { ...cell('no'), hover: `No request carries several queries: ${batchedSearch}.` },
    cell(testedWords[testedAgainst]),
    cell(contract ? foundWords(contract) : 'not asked'),
    // Where a package lies is this machine's own affair.
    cell(remedy === undefined ? (how ?? '') : `${why}; ${remedy}`),
  ];
}

/** `2`; `2 (a stub), 33 of 36 asked`. */
function foundWords({ findings, against, unasked, planned }: NonNullable<EngineRow['contract']>): string {
  const stub = against === 'stub' ? ' (a stub)' : '';
  const lacks = unasked.length > 0 ? `, ${planned - unasked.length} of ${planned} asked` : '';
  return `${findings.length}${stub}${lacks}`;
}
