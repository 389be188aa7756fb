import { engineByName } from '../../engines/engine-by-name';
import { cell, makeTable } from '../../views/tables/make-table';
import type { Table } from '../../views/tables/table';
import type { Sweep } from '../../workload/sweep/sweep';

/** For many engines, one a row: what each calls the parameters that a sweep sets alike for all. */
export function parametersTable({ engines, m, efConstruction, ef }: Sweep): Table {
  const heads = ['engine', `M = ${m}`, `efConstruction = ${efConstruction}`, `ef_search = ${ef.join(', ')}`];
  return makeTable({
    columns: heads.map((head) => ({ name: head, head })),
    rows: engines.map((name) => {
      const { title, common } = engineByName(name);
      const own = [common.m, common.efConstruction, common.ef].map((it) => cell(it ?? 'has none'));
      return { cells: [cell(title), ...own] };
    }),
  });
}
