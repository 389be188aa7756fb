import { compareAtEqualRecall } from '../analysis/grounds';
import { panels } from '../analysis/panels';
import { allOutcomes, summariseAll } from '../analysis/summarise-all';
import type { Summary } from '../analysis/summary';
import type { ContractReport } from '../results/contract-report';
import type { KeptFiles } from '../results/files-store';
import type { StoredRun } from '../results/run-store';
import type { Figure } from './figure';
import { machineLine } from './machine-line';
import { batchedSections } from './report/batched-section';
import { capacitySections } from './report/capacity-section';
import { contractSection } from './report/contract-section';
import { enduranceSections } from './report/endurance-section';
import { environmentSection } from './report/environment-section';
import { filesSections } from './report/files-section';
import { filteredSections } from './report/filtered-section';
import { findingsSection } from './report/findings-section';
import { ingestSections } from './report/ingest-section';
import { methodSection } from './report/method-section';
import { missingSection } from './report/missing-section';
import { mixedSections } from './report/mixed-section';
import { objectivesSections } from './report/objectives-section';
import { openSections } from './report/open-section';
import { page } from './report/page';
import { panelSection } from './report/panel-section';
import { rawSection } from './report/raw-section';
import { saturationSections } from './report/saturation-section';
import { searchGrowthSections } from './report/search-growth-section';
import { section } from './report/section';
import { comparisonTable } from './tables/comparison-table';

/**
 * One self-contained HTML page over stored runs, made of their records alone: takeaways, figures, the comparison,
 * what the checks found, what was not measured, machine, versions, method, and where the raw records lie. It asks
 * nothing of a network. Where `contracts` are given, it says what the contract suite found about the runs' engines; where
 * `files` is, what operations on files cost on the machine.
 */
export function report(
  runs: readonly StoredRun[],
  { contracts, files }: { contracts?: readonly ContractReport[]; files?: KeptFiles } = {},
): string {
  const outcomes = summariseAll(runs.flatMap(({ records }) => records));
  const { searches, open, endurance, capacity, ingest, filtered, mixed, batched } = outcomes;
  const all = allOutcomes(outcomes);
  const figures: Figure[] = [];
  /** Notes a figure down and returns its place in the page. */
  const place = (figure: Figure): number => figures.push(figure) - 1;
  const machine = oneMachine(runs);
  const cut = panels(searches);
  const options = { ...(machine === undefined ? {} : { machine }), compareRates: compareAtEqualRecall(cut) };
  const picked = comparisonTable(searches, { rows: 'picked' });
  const sections = [
    ...objectivesSections(runs),
    ...(cut.length > 0 ? [section('compared', 'Compared at equal recall', picked.html())] : []),
    ...cut.map((panel, i) => panelSection(panel, i, place, options)),
    ...saturationSections(searches, place, options),
    ...searchGrowthSections(searches, place, options),
    ...openSections(open, place, options),
    ...enduranceSections(endurance, place, options),
    ...capacitySections(capacity, place, options),
    ...batchedSections(batched, place, options),
    ...filteredSections(filtered, place, options),
    ...mixedSections(mixed),
    ...ingestSections(ingest, place, machine),
    ...filesSections(files, place),
    findingsSection(all),
    ...(contracts ? [contractSection(runs, contracts)] : []),
    missingSection(all, runs),
    environmentSection(runs),
    rawSection(runs),
    methodSection(all),
  ];
  return page({
    title: titleOf(all),
    lead: leadOf(runs, all),
    sections,
    figures,
  });
}

function oneMachine(runs: readonly StoredRun[]): string | undefined {
  const lines = new Map(runs.map(({ manifest }) => [manifest.machine.id, machineLine(manifest.machine)]));
  return lines.size === 1 ? [...lines.values()][0] : undefined;
}

function titleOf(summaries: readonly Pick<Summary, 'engine'>[]): string {
  const engines = [...new Set(summaries.map(({ engine }) => engine.title))];
  return engines.length > 0 ? `Vector search measured: ${engines.join(', ')}` : 'Vector search: nothing was measured';
}

function leadOf(runs: readonly StoredRun[], summaries: readonly Pick<Summary, 'state'>[]): string {
  const settings = summaries.filter(({ state }) => state === 'measured').length;
  const cells = runs.reduce((sum, { records }) => sum + records.length, 0);
  const unfinished = runs.filter(({ manifest }) => manifest.state !== 'finished').length;
  const named = runs.map(
    ({ manifest }) => `${manifest.run} (begun ${manifest.createdAt.slice(0, 16).replace('T', ' ')} UTC)`,
  );
  return (
    `${settings} settings from ${cells} cells of ${runs.length === 1 ? 'run' : `${runs.length} runs:`} ${named.join(', ')}.` +
    (unfinished > 0
      ? ` ${unfinished === 1 ? 'One run is' : `${unfinished} runs are`} not finished: figures may change.`
      : '')
  );
}
