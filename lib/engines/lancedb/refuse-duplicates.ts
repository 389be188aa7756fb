import type { Table } from '@lancedb/lancedb';
import { LabError } from '../../base/lab-error';

/** LanceDB keeps rows of the same id side by side, and answers with both. */
export async function refuseDuplicates(table: Table): Promise<void> {
  const found = await table.query().select(['id']).toArrow();
  const ids = found.numRows === 0 ? [] : (found.getChild('id')?.toArray() as Uint32Array).slice().sort();
  const twice = ids.find((id, i) => id === ids[i + 1]);
  if (twice === undefined) return;
  const what = `id ${twice} is there more than once: every vector that was inserted under it is kept`;
  throw new LabError({ code: 'duplicate-id', where: 'lancedb', what });
}
