import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../base/lab-error';
import { cacheDir } from '../../base/paths';
import { againstOf } from '../../contract/against';
import type { Connection, Engine, EngineContext } from '../../engines/engine';
import { type CheckResult, type ContractReport, contractVersion } from '../../results/contract-report';
import type { Spending } from '../../workload/run/spending';
import type { Context } from '../context';
import { withoutPlaces } from './without-places';

/** What came of asking one engine. */
export type Asked =
  | { readonly engine: string; readonly state: 'asked'; readonly report: ContractReport }
  | { readonly engine: string; readonly state: 'unavailable' | 'not-connected'; readonly why: string }
  /** Ctrl-C came before the first check ended. */
  | { readonly engine: string; readonly state: 'stopped' };

/** Where the report is made. */
export type Place = Pick<ContractReport, 'machine' | 'commit'>;

/** Connects an engine, asks it every question (or `only` those), and ends what was started for it. Rejects only for faults of the lab. */
export async function askEngine(
  engine: Engine,
  place: Place,
  spending: Spending,
  { env, signal, progress }: Context,
  only?: readonly string[],
): Promise<Asked> {
  const { runContract, checksOf } = await import('../../contract/run-contract.js');
  const dataDir = await mkdtemp(join(tmpdir(), `vexlab-contract-${engine.name}-`));
  const context: EngineContext = { dataDir, env, signal, progress };
  try {
    const connected = await connect(engine, context, spending);
    if ('state' in connected) return signal.aborted ? { engine: engine.name, state: 'stopped' } : connected;
    try {
      const at = new Date().toISOString();
      const checks: CheckResult[] = [];
      for await (const result of runContract(engine, connected, context, { progress, ...(only && { only }) })) {
        checks.push({ ...result, what: withoutPlaces(result.what, [dataDir, cacheDir(env)]) });
      }
      if (checks.length === 0) return { engine: engine.name, state: 'stopped' };
      const report = reportOf(engine, connected, {
        at,
        against: againstOf(engine, env),
        planned: checksOf(engine).length,
      });
      return { engine: engine.name, state: 'asked', report: { ...report, ...place, checks } };
    } finally {
      await connected.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function connect(
  engine: Engine,
  context: EngineContext,
  spending: Spending,
): Promise<Connection | Exclude<Asked, { state: 'asked' }>> {
  try {
    const probe = await engine.probe(context);
    if (probe.state === 'unavailable' || probe.state === 'not-configured') {
      return { engine: engine.name, state: 'unavailable', why: `${probe.why}; ${probe.remedy}` };
    }
    return await engine.connect({ ...context, maySpend: await spending(engine, context) });
  } catch (thrown) {
    return { engine: engine.name, state: 'not-connected', why: messageOf(thrown) };
  }
}

function reportOf(
  { name, title, testedAgainst }: Engine,
  { how, clientVersion, serverVersion }: Connection,
  { against, ...more }: Pick<ContractReport, 'at' | 'against' | 'planned'>,
): Omit<ContractReport, keyof Place | 'checks'> {
  return {
    version: contractVersion,
    engine: name,
    title,
    how,
    clientVersion,
    ...(serverVersion && { serverVersion }),
    against,
    testedAgainst,
    ...more,
  };
}
