import { join } from 'node:path';
import type { Progress } from '../../base/progress';
import type { Engine, EngineContext, Probe } from '../../engines/engine';
import { notConfirmed } from '../../engines/not-confirmed';
import type { MissingRecord } from '../../results/record';
import type { SweepDataset } from '../data/open-datasets';
import { reasonOf } from './record-head';
import type { Spending } from './spending';
import { within } from './within';

/** Why cells cannot be measured at all, as their records will say it. */
export interface Obstacle {
  state: MissingRecord['state'];
  why: string;
  remedy?: string;
}

const probingMs = 30_000;

export interface ProbeOptions {
  dataDir: string;
  env: NodeJS.ProcessEnv;
  spending: Spending;
  signal?: AbortSignal;
  progress?: Progress;
}

/**
 * Looks whether an engine can run here, asks whether money may be spent on it, and installs what it needs: ahead of all cells,
 * because people and installations take as long as they take. One that cannot even say whether it can run is unavailable for
 * that reason.
 */
export async function engineObstacle(
  engine: Engine,
  { dataDir, env, spending, signal, progress }: ProbeOptions,
): Promise<Obstacle | undefined> {
  const context: EngineContext = { dataDir: join(dataDir, engine.name), env, ...(signal && { signal }) };
  try {
    const probe = await within<Probe>(probingMs, signal, `probing ${engine.name}`, (ending) =>
      engine.probe({ ...context, signal: ending }),
    );
    if ('remedy' in probe) return { state: 'unavailable', why: probe.why, remedy: probe.remedy };
    if (!(await spending(engine, context))) return { state: 'skipped', ...reasonOf(notConfirmed(engine.name)) };
    if (probe.how === 'started') await engine.installation?.run({ env, signal, progress });
    return undefined;
  } catch (thrown) {
    signal?.throwIfAborted();
    return { state: 'unavailable', ...reasonOf(thrown) };
  }
}

/** An engine that lacks the dataset's metric would measure something else. */
export function metricObstacle({ name, capabilities }: Engine, { facts }: SweepDataset): Obstacle | undefined {
  if (facts.digest === '' || capabilities.metrics.includes(facts.metric)) return undefined;
  if (capabilities.metrics.length === 0) return { state: 'skipped', why: `${name} answers no vector search` };
  const why = `${name} has no metric ${facts.metric}, which ${facts.name} is measured in`;
  return { state: 'skipped', why, remedy: `choose a dataset with ${capabilities.metrics.join(' or ')}` };
}
