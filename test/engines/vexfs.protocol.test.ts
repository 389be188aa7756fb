import { beforeAll, describe, expect, it } from 'vitest';
import { type CheckResult, runCheck } from 'vexlab/dist/contract/run-check';
import { contractSample } from 'vexlab/dist/contract/sample';
import { engine } from 'vexlab/dist/engines/vexfs';
import { vexfsChecks } from 'vexlab/dist/engines/vexfs/checks';
import type { Generation } from 'vexlab/dist/engines/vexfs/generation';
import { contractSuite } from './contract';
import { scratch } from './processes';
import { connected, stub } from './vexfs/connected';
import { type Fault, unifiedFaults, wrappedFaults } from './vexfs/faults';
import { vexfsStub } from './vexfs/stub';

const data = contractSample();

describe.each<{ generation: Generation; findings?: Record<string, string> }>([
  { generation: 'unified' },
  {
    generation: 'wrapped',
    findings: {
      'duplicate-id': 'silently puts a vector in the place of one with the same id',
      'wrong-dimension-insert': 'One component less: accepted in silence; then a good search finds 20 of 20',
      'wrong-dimension-query': 'One component less: accepted in silence, answered with 10 ids',
      'zero-vector': 'As a vector: accepted in silence; .* As a query: accepted in silence, answered with 10 ids',
      'distance-setting-ignored': 'recall@10 is 0\\.6\\d\\d against the L2 truth and 1\\.000 against the cosine truth',
      'where-ignored': 'finds 20 vectors, of which 15 are not red',
      'create-wipes-existing': 'creating it again was answered with 200, .*, in 2 collections of the same name',
      'get-or-create-wipes': 'get_or_create of it was answered with 200, .*, in 2 collections of the same name',
      'wrong-dimension-accepted': 'answered with 200, a query with 200; the vector is then at distance 1\\.',
      'zero-vector-accepted': 'answered with 200 and found at distance 1\\.',
      'body-over-2-mib-refused': 'are answered with 413',
    },
  },
])('a $generation server', ({ generation, findings }) => {
  const env: NodeJS.ProcessEnv = { VEXLAB_STUBS: engine.name };
  beforeAll(async () => {
    const made = await vexfsStub({ generation });
    env.VEXFS_URL = made.url;
    return () => made.close();
  });
  contractSuite(engine, { env, ...(findings && { findings }) });
});

describe.each<{ generation: Generation; faults: readonly Fault[] }>([
  { generation: 'unified', faults: unifiedFaults },
  { generation: 'wrapped', faults: wrappedFaults },
])('each check on a $generation server', ({ generation, faults }) => {
  async function result(name: Fault, kept: readonly Fault[]): Promise<CheckResult> {
    const check = vexfsChecks.find((each) => each.name === name);
    if (!check) throw new Error(`no check ${name}`);
    const connection = await connected(await stub({ generation, faults: kept }));
    return runCheck(check, engine, connection, { dataDir: scratch(), env: {} }, data);
  }
  const worthKnowing = (fault: Fault): boolean =>
    fault === 'api-absences' || (fault === 'wrong-key-may-read' && generation === 'wrapped');

  it.each(faults)('names %s where it is, and passes where it alone is mended', async (fault) => {
    expect(await result(fault, faults)).toMatchObject({ verdict: worthKnowing(fault) ? 'fact' : 'finding' });
    const rest = faults.filter((each) => each !== fault);
    expect(await result(fault, rest)).toMatchObject({ verdict: 'pass' });
  });

  it('has a stub with a fault for every check that is about it, and leaves nothing behind', async () => {
    const made = await stub({ generation });
    const connection = await connected(made);
    const names: string[] = [];
    for (const check of vexfsChecks) {
      const { name, verdict } = await runCheck(check, engine, connection, { dataDir: scratch(), env: {} }, data);
      if (verdict === 'finding' || verdict === 'fact') names.push(name);
    }
    expect(names.sort()).toEqual([...faults].sort());
    expect(made.store.collections).toEqual([]);
  });
});
