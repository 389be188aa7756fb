import { expect, it } from 'vitest';
import { type CheckResult, engineByName, readContracts, runContract } from 'vexlab';
import { scratch } from '../engines/processes';

it('is run and read with what the library exports', async () => {
  const engine = engineByName('exact');
  const context = { dataDir: scratch(), env: {} };
  const connection = await engine.connect(context);
  const results: CheckResult[] = [];
  for await (const result of runContract(engine, connection, context, { only: ['recall-l2'] })) results.push(result);
  await connection.close();
  expect(results).toMatchObject([{ name: 'recall-l2', verdict: 'pass', numbers: { recall: 1 } }]);
  const { reports, unreadable } = await readContracts(scratch());
  expect(unreadable).toEqual([]);
  expect(reports.map(({ engine }) => engine)).toContain('exact');
});
