import { expect, it } from 'vitest';
import type { Engine } from 'vexlab/dist/engines/engine';
import { runSweep } from 'vexlab/dist/workload/run/run-sweep';
import { summarise } from 'vexlab/dist/analysis/summarise';
import { isMeasuredSearch } from 'vexlab/dist/results/record';
import { comparisonTable } from 'vexlab/dist/views/tables/comparison-table';
import { scriptedEngine } from './scripted-engine';
import { smallDataset } from './small-dataset';
import { laboratory, smallSweep, temporaryFolder } from './small-sweep';

const unseen = 'its container runs in a virtual machine';

/** A server in a container whose processes nobody sees from here. */
function contained(): Engine {
  const { engine } = scriptedEngine('a');
  return { ...engine, connect: async (context) => ({ ...(await engine.connect(context)), how: 'docker', unseen }) };
}

it('has no memory and no CPU in its records, which say why, and shows no other’s in their place', async () => {
  const { records } = await runSweep(
    smallSweep({ engines: ['a'] }),
    { output: temporaryFolder() },
    laboratory([contained()], [smallDataset()]),
  );
  const [record] = records.filter(isMeasuredSearch);
  expect(record?.memory.after.engine).toBeUndefined();
  expect(record?.cpu.engine).toBeUndefined();
  expect(record?.findings).toContainEqual({
    check: 'engine-out-of-sight',
    verdict: 'warn',
    numbers: {},
    advice: `memory and CPU of the engine are not known: ${unseen}`,
  });
  const table = comparisonTable(summarise(records));
  const at = table.columns.findIndex(({ name }) => name === 'memory_mib');
  const [row] = table.rows.flatMap((one) => ('cells' in one ? [one] : []));
  expect(row?.cells[at]).toMatchObject({ value: null, text: '—' });
  const warnings = table.columns.findIndex(({ name }) => name === 'warnings');
  expect(row?.cells[warnings]?.value).toContain('engine-out-of-sight');
});
