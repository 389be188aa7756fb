import { ingestGrowth } from '../analysis/ingest-growth';
import { saturationLines, saturationPanels, saturationPicks } from '../analysis/saturation-lines';
import { fewestClients, growthPicks, searchGrowth } from '../analysis/search-growth';
import { hasWrites } from '../analysis/summarise-mixed';
import type { Outcomes } from '../analysis/summarise-all';
import { enduranceTakeaway } from './endurance-takeaway';
import { foldText } from './fold-text';
import { batchedTakeaway } from './batched-takeaway';
import { openTakeaway } from './open-takeaway';
import { batchedTable } from './tables/batched-table';
import { saturationTakeaway } from './saturation-takeaway';
import { searchGrowthTakeaway } from './search-growth-takeaway';
import { capacityTakeaway } from './capacity-takeaway';
import { capacityTable } from './tables/capacity-table';
import { comparisonTable } from './tables/comparison-table';
import { enduranceTable } from './tables/endurance-table';
import { filteredTable } from './tables/filtered-table';
import { growthTable } from './tables/growth-table';
import { ingestTable } from './tables/ingest-table';
import { mixedTable } from './tables/mixed-table';
import { mixedWritesTable } from './tables/mixed-writes-table';
import { openTable } from './tables/open-table';
import { saturationTable } from './tables/saturation-table';
import { searchGrowthTable } from './tables/search-growth-table';
import type { Table } from './tables/table';
import { tableText } from './tables/table-text';
import { takeaway } from './takeaway';
import { filteredTakeaway, mixedTakeaway } from './write-takeaways';

/** A table of a workload, and what it says. */
interface Part {
  readonly title?: string;
  readonly table: Table;
  readonly said?: string;
}

/**
 * The tables of every workload that was asked for, with their takeaways, at most `width` (100) characters wide; of closed loops
 * of searches one setting at equal recall of each engine. A note under one table is not said again under the next.
 */
export function outcomesText(outcomes: Outcomes, width = 100): string[] {
  const { searches, open, endurance, capacity, ingest, filtered, mixed, batched } = outcomes;
  const wrote = mixed.some((one) => one.state === 'measured' && hasWrites(one));
  const growth = ingestGrowth(ingest);
  const clients = saturationPanels(saturationLines(searches)).flatMap(saturationPicks);
  const scales = growthPicks(fewestClients(searchGrowth(searches)));
  const others: Part[] = [
    ...(clients.length > 0
      ? [{ title: 'Saturation', table: saturationTable(clients), said: saturationTakeaway(clients) }]
      : []),
    ...(scales.length > 0
      ? [{ title: 'Scale', table: searchGrowthTable(scales), said: searchGrowthTakeaway(scales) }]
      : []),
    ...(open.length > 0 ? [{ table: openTable(open), said: openTakeaway(open) }] : []),
    ...(endurance.length > 0
      ? [{ title: 'Under load for long', table: enduranceTable(endurance), said: enduranceTakeaway(endurance) }]
      : []),
    ...(capacity.length > 0
      ? [{ title: 'The highest rate held', table: capacityTable(capacity), said: capacityTakeaway(capacity) }]
      : []),
    ...(batched.length > 0
      ? [{ title: 'Several queries in one request', table: batchedTable(batched), said: batchedTakeaway(batched) }]
      : []),
    ...(filtered.length > 0
      ? [{ title: 'With a filter', table: filteredTable(filtered), said: filteredTakeaway(filtered) }]
      : []),
    ...(mixed.length > 0 ? [{ title: 'Between writes', table: mixedTable(mixed), said: mixedTakeaway(mixed) }] : []),
    ...(wrote ? [{ title: 'The writes', table: mixedWritesTable(mixed) }] : []),
    ...(ingest.length > 0 ? [{ title: 'Filling', table: ingestTable(ingest) }] : []),
    ...(growth.length > 0 ? [{ title: 'Growth', table: growthTable(growth) }] : []),
  ];
  const closed: Part = { table: comparisonTable(searches, { rows: 'picked' }), said: takeaway(searches) };
  const parts = searches.length > 0 || others.length === 0 ? [closed, ...others] : others;
  const noted = new Set<string>();
  return parts.map(({ title, table, said }) => {
    const notes = table.notes.filter((note) => !noted.has(note));
    notes.forEach((note) => noted.add(note));
    const lines = said ? ['', ...said.split('\n').map((line) => foldText(line, width))] : [];
    return [...(title ? [title] : []), tableText({ ...table, notes }, width).trimStart(), ...lines].join('\n');
  });
}
