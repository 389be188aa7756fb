import { LabError, messageOf } from '../../base/lab-error';
import type { Connection, Engine } from '../../engines/engine';
import { type Cell, cellId } from '../../results/cell';
import { type MissingRecord, type RecordCommon, recordVersion } from '../../results/record';

/** What is the same in every record of a run. */
export interface RunFacts {
  run: string;
  machine: string;
  commit: string;
}

/** What every record of a cell carries, as of now. */
export function recordHead(
  facts: RunFacts,
  cell: Cell,
  engine: Engine,
  dataset: RecordCommon['dataset'],
  connection?: Connection,
): RecordCommon {
  const { name, title, kind, mark, common } = engine;
  const { how, clientVersion, serverVersion } = connection ?? {};
  return {
    version: recordVersion,
    ...facts,
    cellId: cellId(cell),
    cell,
    at: new Date().toISOString(),
    dataset,
    engine: {
      name,
      title,
      kind,
      mark: { ...mark },
      ...(common.ef && { ef: common.ef }),
      ...(how && { how }),
      ...(clientVersion && { clientVersion }),
      ...(serverVersion && { serverVersion }),
    },
  };
}

/** The record of a cell that was not measured. */
export function missingRecord(
  head: RecordCommon,
  state: MissingRecord['state'],
  { why, remedy }: { why: string; remedy?: string | undefined },
): MissingRecord {
  return { ...head, state, why, ...(remedy ? { remedy } : {}) };
}

/** Why something failed and what mends it, from whatever was thrown. */
export const reasonOf = (thrown: unknown): { why: string; remedy?: string } =>
  thrown instanceof LabError
    ? { why: `${thrown.where}: ${thrown.what}`, ...(thrown.remedy ? { remedy: thrown.remedy } : {}) }
    : { why: messageOf(thrown) };
