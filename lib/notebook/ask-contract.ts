import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runContract } from '../contract/run-contract';
import { engineByName } from '../engines/engine-by-name';
import { cell, makeTable } from '../views/tables/make-table';
import type { Table, TableRow } from '../views/tables/table';
import { cellSignal } from './cell-signal';

/**
 * Asks an engine some questions of the contract, now, and shows what it does. Nothing is kept. Rejects with the engine's own
 * LabError where it cannot run, and with `unknown-check`.
 */
export async function askContract(
  name: string,
  checks: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Table> {
  const engine = engineByName(name);
  const signal = cellSignal();
  const dataDir = await mkdtemp(join(tmpdir(), 'vexlab-contract-'));
  const context = { dataDir, env, ...(signal && { signal }) };
  try {
    const connection = await engine.connect(context);
    try {
      const rows: TableRow[] = [];
      for await (const { question, verdict, what } of runContract(engine, connection, context, { only: checks })) {
        rows.push({ cells: [cell(question), cell(verdict), cell(what)] });
      }
      return makeTable({
        columns: ['question', 'verdict', 'what was seen'].map((head) => ({ name: head, head })),
        rows,
      });
    } finally {
      await connection.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
