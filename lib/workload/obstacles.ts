import { join } from 'node:path';
import type { Progress } from '../base/progress';
import type { Engine, Probe } from '../engines/engine';
import type { MissingRecord } from '../results/record';
import type { SweepDataset } from './open-datasets';
import { reasonOf } from './record-head';
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
  signal?: AbortSignal;
  progress?: Progress;
}

/**
 * Looks whether an engine can run here, and installs first what it needs, where it must be installed: ahead of all cells,
 * because it takes as long as it takes. One that cannot even say whether it can run is unavailable for that reason.
 */
export async function engineObstacle(
  engine: Engine,
  { dataDir, env, signal, progress }: ProbeOptions,
): Promise<Obstacle | undefined> {
  let probe: Probe;
  try {
    probe = await within(probingMs, signal, `probing ${engine.name}`, (ending) =>
      engine.probe({ dataDir: join(dataDir, engine.name), env, signal: ending }),
    );
  } catch (thrown) {
    signal?.throwIfAborted();
    return { state: 'unavailable', ...reasonOf(thrown) };
  }
  if ('remedy' in probe) return { state: 'unavailable', why: probe.why, remedy: probe.remedy };
  if (probe.how !== 'started') return undefined;
  try {
    await engine.installation?.run({ env, signal, progress });
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
