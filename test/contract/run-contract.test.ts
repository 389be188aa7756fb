import { describe, expect, it } from 'vitest';
import { checksOf, type ContractOptions, runContract } from 'vexlab/dist/contract/run-contract';
import type { CheckResult } from 'vexlab/dist/contract/run-check';
import type { Engine, EngineContext } from 'vexlab/dist/engines/engine';
import { faults } from './faults';
import { faultyEngine } from './faulty-engine';

const context: EngineContext = { dataDir: '/nowhere', env: {} };

async function resultsOf(engine: Engine, options: ContractOptions = {}, at = context): Promise<CheckResult[]> {
  const connection = await engine.connect(at);
  const results: CheckResult[] = [];
  for await (const result of runContract(engine, connection, at, options)) results.push(result);
  return results;
}

const bad = (results: readonly CheckResult[]): string[] =>
  results
    .filter(({ verdict }) => verdict === 'finding' || verdict === 'broken')
    .map(({ name, verdict }) => `${verdict} ${name}`);

describe('the contract suite', () => {
  it('finds nothing in an engine without fault, which every check applies to', async () => {
    const engine = faultyEngine();
    const results = await resultsOf(engine);
    expect(
      results.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'fact').map(({ name, what }) => [name, what]),
    ).toEqual([['listens-on-loopback', 'The lab knows no process of it.']]);
    expect(results.map(({ name }) => name)).toEqual(checksOf(engine).map(({ name }) => name));
  });

  it.each(faults)('names the fault of an engine that %s', async (name, { names, says, advises = /./, verdict }) => {
    const results = await resultsOf(faultyEngine(name));
    expect(bad(results).sort()).toEqual(names.map((check) => `${verdict} ${check}`).sort());
    const first = results.find((result) => result.name === names[0]);
    expect(first?.what).toMatch(says);
    if (verdict === 'finding') expect(first?.advice).toMatch(advises);
  });

  it('has a fault to show for every check that can find one', () => {
    const shown = new Set(faults.flatMap(([, { names }]) => names));
    const unshown = checksOf(faultyEngine())
      .map(({ name }) => name)
      .filter((name) => !shown.has(name));
    // Shown by processes that really listen, in listening.test.ts.
    expect(unshown).toEqual(['listens-on-loopback']);
  });
});
